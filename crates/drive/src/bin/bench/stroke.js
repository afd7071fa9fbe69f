// Draws one stroke of `samples` samples on the page's canvas and says how long the page's own handlers took, in milliseconds:
// for the samples, and for lifting the pen. The events are made before the clock starts.
const [number, samples, done] = arguments;
const canvas = document.querySelector("canvas");
const box = canvas.getBoundingClientRect();
const event = (name, i) => {
  const share = i / samples;
  const turn = 6 * Math.PI * share + number;
  return new PointerEvent(name, {
    bubbles: true,
    cancelable: true,
    pointerId: 1,
    pointerType: "pen",
    isPrimary: true,
    buttons: name === "pointerup" ? 0 : 1,
    pressure: name === "pointerup" ? 0 : 0.3 + 0.2 * Math.sin(turn),
    clientX: box.left + box.width * (0.05 + 0.9 * share),
    clientY: box.top + box.height * (0.5 + 0.35 * Math.sin(turn)),
    screenX: i,
  });
};
const down = event("pointerdown", 0);
const moves = Array.from({ length: samples }, (_, i) => event("pointermove", i + 1));
const up = event("pointerup", samples);
canvas.dispatchEvent(down);
const start = performance.now();
for (const move of moves) canvas.dispatchEvent(move);
const drawn = performance.now();
canvas.dispatchEvent(up);
const lifted = performance.now();
// What was drawn is painted before the next stroke, and on no stroke's account.
requestAnimationFrame(() => requestAnimationFrame(() => done([drawn - start, lifted - drawn])));
