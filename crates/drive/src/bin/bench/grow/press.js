// Presses a button and notes how many milliseconds it took until some words stand in an element and the page is laid out with them.
// The script does not wait for it: a download begins meanwhile, and some drivers give up on a script then.
const [button, selector, words] = arguments;
const says = (element, words) => element?.textContent.replace(/\s+/g, " ").trim() === words;
const pressed = [...document.querySelectorAll("button")].find((found) => says(found, button));
const look = new MutationObserver(() => {
  if (!says(document.querySelector(selector), words)) return;
  look.disconnect();
  window.took = document.body.offsetHeight && [performance.now() - start];
});
look.observe(document.body, { childList: true, subtree: true, characterData: true });
window.took = null;
const start = performance.now();
pressed.click();
