// Chooses a range of days that holds every record.
for (const [id, day] of [["from", "2000-01-01"], ["to", "2099-12-31"]]) {
  const field = document.getElementById(id);
  field.value = day;
  for (const kind of ["input", "change"]) field.dispatchEvent(new window.Event(kind, { bubbles: true }));
}
