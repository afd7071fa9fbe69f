// Which controls of a screen show no ring when they have the focus (WCAG 2.4.7), or stand behind something then (2.4.11). The body of a
// function.

const faults = [];
const ringed = (e) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(e);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
};
const before = document.activeElement;
// What stands behind a dialog takes no focus, nor should it.
const place = document.querySelector("dialog:modal") ?? document;
for (const e of place.querySelectorAll("a[href], button, input, textarea, select, summary")) {
  if (!e.checkVisibility({ visibilityProperty: true }) || e.disabled) continue;
  const what = `${e.localName} "${(e.textContent || e.id).trim().slice(0, 40)}"`;
  e.blur();
  e.focus({ focusVisible: true });
  if (document.activeElement !== e) {
    faults.push(`${what} takes no focus`);
    continue;
  }
  if (![e, e.closest("label, .pad, .field")].some((at) => at && ringed(at))) faults.push(`${what} shows no focus`);
  const { left, top, width, height } = e.getBoundingClientRect();
  const places = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height]));
  const seen = places.some(([x, y]) => {
    const at = document.elementFromPoint(x, y);
    return at && (e.contains(at) || at.contains(e));
  });
  if (!seen) faults.push(`${what} is covered, or off the screen, at ${Math.round(left)}, ${Math.round(top)}`);
}
before?.focus();
return faults;
