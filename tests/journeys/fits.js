// What of a screen leaves it or is cut off. The body of a function, which may go on: root, width, faults, shown.

const root = document.documentElement;
const width = root.clientWidth;
const faults = [];
const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
const shown = (e) => e.checkVisibility({ visibilityProperty: true });

if (root.scrollWidth > width + 1) {
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e));
  faults.push(`${root.scrollWidth} pixels of ${width}: ${wide.map((e) => `${e.localName}.${e.className}`)}`);
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode;
  const around = text.parentElement;
  if (!text.data.trim() || !shown(around) || around.closest(".visually-hidden, .skip")) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const { left, right } = range.getBoundingClientRect();
  if (!scrolls(around) && (left < -1 || right > width + 1)) faults.push(`leaves the screen: "${text.data}" ${left} to ${right} of ${width}`);
  // A letter or two a line: whatever holds it is too narrow to read.
  const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  if (lines > 2 && text.data.trim().length < lines * 3) faults.push(`is squeezed into ${lines} lines: "${text.data}"`);
  const { overflowX, overflowY } = getComputedStyle(around);
  const cut = (/hidden|clip/.test(overflowX) && around.scrollWidth > around.clientWidth + 1) || (/hidden|clip/.test(overflowY) && around.scrollHeight > around.clientHeight + 1);
  if (cut) faults.push(`is cut off: "${text.data}"`);
}
