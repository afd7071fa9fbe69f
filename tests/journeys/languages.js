// What a screen shows in a language that nobody speaks: faults, and where things are. Follows fits.js: tag, direction.

const [tag, direction] = arguments;

if (root.lang !== tag) faults.push(`its language is ${root.lang}`);
if (getComputedStyle(document.body).direction !== direction) faults.push(`it does not run ${direction}`);

// What people, offices and the program itself put in: names, codes, generated words, the product's own name.
const DATA = [
  /\b(Ana|Ben|Carol|Dan|Eve|Sample) (Sample|Administrator|Office)\b/g,
  /\bSample Person [A-Z][a-z]+\b|\bPersona de Muestra\b|\b(Ana|Carla|José) Muestra\b/g,
  /\bFront desk\b/g,
  /\bCase Management Ethics Guidelines and Code of Conduct Agreement\b/g,
  /\b(Room 12|Employee assistance), 555 010\d\b/g,
  /\bInkseal\b/g,
  /\b[RF]-[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g,
  /\b[0-9A-Z]{4}(-[0-9A-Z]{4}){4}\b/g,
  /\b[\w-]{43}\b/g,
  /\b(PRACTICE_)?inkseal[\p{Letter}\w.-]*\.(json|html|csv)\b|\bspoilt\.jws\.json\b/gu,
  // The engine has a name for the zone in a language that it knows.
  /\bCoordinated Universal Time\b|\bUTC\b/g,
];
// A text may hold others.
const without = (words) => {
  // Where something stands out in a text, its two ends are on their own.
  const rest = words.replace(/\[[^[\]]*(\]|$)|^[^[\]]*\]/g, "");
  return rest === words ? words : without(rest);
};
const plain = (words) => DATA.reduce((words, data) => words.replace(data, ""), without(words));
const fromATable = (what, words) => {
  if (/\p{Letter}/u.test(plain(words))) faults.push(`not from the table: ${what} "${words.trim()}"`);
};

// The rows of a list are its office's words.
const elsewhere = "template, script, style, [lang]:not(html), table.preview tbody";
fromATable("title", document.title);
const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (words.nextNode()) {
  const text = words.currentNode;
  const around = text.parentElement;
  if (text.data.trim() && shown(around) && !around.closest(elsewhere)) fromATable(around.localName, text.data);
}
for (const e of document.body.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
  for (const name of ["aria-label", "alt", "placeholder", "title"])
    if (e.hasAttribute(name) && shown(e) && !e.closest(elsewhere)) fromATable(name, e.getAttribute(name));

const places = [...document.body.querySelectorAll("button, a.button, input, textarea, canvas, h1, h2, label, p, li")]
  .filter((e) => shown(e) && !e.closest("table, .agreement, [dir=auto], .skip"))
  .map((e) => {
    const { left, right } = e.getBoundingClientRect();
    return { what: `${e.localName} ${e.textContent}`, left, right };
  });
return { faults: [...new Set(faults)], width, places };
