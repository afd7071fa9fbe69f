// From the press of a button until some words stand in an element and the page is laid out with them, in milliseconds.
const [button, selector, words, done] = arguments;
const says = (element, words) => element?.textContent.replace(/\s+/g, " ").trim() === words;
const pressed = [...document.querySelectorAll("button")].find((found) => says(found, button));
let look;
const seen = () => {
  if (!says(document.querySelector(selector), words)) return false;
  look.disconnect();
  const height = document.body.offsetHeight;
  done([performance.now() - start, height]);
  return true;
};
look = new MutationObserver(seen);
look.observe(document.body, { childList: true, subtree: true, characterData: true });
const start = performance.now();
pressed.click();
