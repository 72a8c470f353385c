// The reader's place: links marked data-place lead to the section that is being read, in the other
// page, which has the same anchors; and what is read stays where it is when languages come or go.
// Without this script such links lead to the top, and the switch still works.
(() => {
  "use strict";
  const seen = (element) => element.getClientRects().length > 0 && !element.closest("svg");
  const all = (what) => [...document.querySelectorAll(`main ${what}`)].filter(seen);
  const top = (element) => element.getBoundingClientRect().top;
  const last = (elements, line) => elements.filter((element) => top(element) <= line).pop();
  const links = document.querySelectorAll("a[data-place]");
  const homes = new Map([...links].map((link) => [link, link.getAttribute("href")]));
  let waiting = false;

  const follow = () => {
    waiting = false;
    const here = last(all("[id]"), innerHeight / 3);
    for (const [link, home] of homes) link.setAttribute("href", here ? `${home}#${here.id}` : home);
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
  follow();

  const rows = ":is(.pair, .strip, table, svg, h1, h2, h3)";
  let held = null;
  const hold = () => {
    const row = last(all(rows), innerHeight / 3);
    held = row ? [row, top(row)] : null;
  };
  for (const radio of document.querySelectorAll(".switch input")) {
    // Held before the change: when it is announced, what was read has moved already.
    radio.closest("label").addEventListener("pointerdown", hold);
    radio.addEventListener("keydown", hold);
    radio.addEventListener("change", () => {
      if (held && seen(held[0])) scrollBy({ top: top(held[0]) - held[1], behavior: "instant" });
      follow();
    });
  }
})();
