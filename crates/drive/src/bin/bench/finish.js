// From the press of "Sign and finish" to the heading "Recorded", in milliseconds.
const [finish, recorded, done] = arguments;
const says = (element, words) => element?.textContent.trim() === words;
const button = [...document.querySelectorAll("button")].find((button) => says(button, finish));
const look = new MutationObserver(() => {
  if (!says(document.querySelector("h1"), recorded)) return;
  const end = performance.now();
  look.disconnect();
  done(end - start);
});
look.observe(document.body, { childList: true, subtree: true, characterData: true });
const start = performance.now();
button.click();
