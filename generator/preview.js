// Keeps a page of the preview up to date: new words without a reload, in the reader's place.
(() => {
  const whole = document.currentScript.hasAttribute("data-whole");
  let shown = null, before = ["", ""], queue = Promise.resolve();

  // The place is the nearest element with an id above the top of the window, and how far from it.
  const place = () => {
    let best = null;
    for (const element of document.querySelectorAll("[id]")) {
      const top = element.getBoundingClientRect().top;
      if (top <= 1 && (!best || top >= best.top)) best = { id: element.id, top };
    }
    return best;
  };
  const goTo = (spot) => {
    const element = spot && document.getElementById(spot.id);
    if (element) window.scrollBy(0, element.getBoundingClientRect().top - spot.top);
  };

  const renew = async (pages) => {
    if (whole) return location.reload();
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok) return;
    const text = await answer.text(), at = text.indexOf("<body");
    const parts = [text.slice(0, at), text.slice(at)];
    const next = new DOMParser().parseFromString(text, "text/html");
    const spot = place();
    for (const { name, value } of next.documentElement.attributes)
      document.documentElement.setAttribute(name, value);
    if (parts[0] !== before[0]) document.head.replaceWith(document.adoptNode(next.head));
    if (parts[1] !== before[1]) renewBody(next);
    before = parts;
    goTo(spot);
    requestAnimationFrame(() => fetch(`/_preview/shown?pages=${pages}`, { method: "POST" }));
  };

  const renewBody = (next) => {
    const open = [...document.querySelectorAll("details[open]")].map((one) => one.closest("[id]")?.id);
    const box = document.getElementById("preview-problems");
    document.body.replaceWith(document.adoptNode(next.body));
    if (box) document.body.append(box);
    for (const id of open)
      document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    for (const old of document.querySelectorAll("script:not([type]):not([src])")) {
      const script = document.createElement("script");  // a script that was put in does not run
      script.textContent = `{${old.textContent}}`;
      old.replaceWith(script);
    }
  };

  const complain = (problems) => {
    let box = document.getElementById("preview-problems");
    if (!problems.length) return box?.remove();
    if (!box) {
      box = document.createElement("div");
      box.id = "preview-problems";
      box.setAttribute("role", "alert");
      box.style = "position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;z-index:99;padding:16px 20px;"
        + "background:#1A1D21;color:#fff;border-top:4px solid #FF7A52;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap";
      document.body.append(box);
    }
    box.textContent = problems.join("\n");
  };

  new EventSource("/_preview/events").onmessage = ({ data }) => {
    const { pages, problems } = JSON.parse(data);
    const isNew = shown !== null && pages !== shown;
    shown = pages;
    complain(problems);
    // One after the other, so that an older page never takes the place of a newer one.
    if (isNew) queue = queue.then(() => pages === shown && renew(pages)).catch(() => {});
  };
})();
