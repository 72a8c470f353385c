// Charts that answer: each figure of a drawing can be pointed at, tapped, or reached by Tab and
// arrow keys, and then shows its row of the table below: the words are those that stand there.
// Without this script the drawing and its table say everything. Nothing moves and nothing is
// fetched; sizes and places are set on elements, so that a policy against inline styles holds.
(() => {
  const LEAST = 24, AIR = 6; // px: a target's least side; from a target to its words

  for (const chart of document.querySelectorAll(".chart[data-values]")) {
    const figure = chart.querySelector("figure");
    const rows = new Map();
    for (const said of chart.querySelectorAll("table .n > [data-finding]"))
      if (!rows.has(said.dataset.finding)) rows.set(said.dataset.finding, said.closest("tr"));
    const drawing = () => [...figure.querySelectorAll("svg")].find((svg) => svg.clientWidth);
    const marks = (svg, name) => [...svg.querySelectorAll("[data-finding]")]
      .filter((mark) => mark.dataset.finding === name);
    const make = (tag, name, ...inside) => {
      const made = document.createElement(tag);
      made.className = name;
      made.append(...inside);
      return made;
    };

    const points = make("div", "points");
    points.setAttribute("role", "listbox");
    points.setAttribute("aria-label", chart.dataset.values);
    const tip = make("div", "tip");
    tip.setAttribute("role", "status");
    const all = [...figure.querySelectorAll("svg [data-finding]")].map((m) => m.dataset.finding);
    const options = [...new Set(all)].filter((name) => rows.has(name)).map((name) => {
      const option = make("div", "point");
      option.dataset.point = name;
      option.setAttribute("role", "option");
      option.setAttribute("aria-label", rows.get(name).querySelector("th").textContent.trim());
      return option;
    });
    if (!options.length) continue;
    points.append(...options);
    figure.append(points, tip);

    let shown = null, leaving = 0;
    const place = () => {
      const svg = drawing();
      if (!svg) return;
      const zero = figure.getBoundingClientRect();
      for (const option of options) {
        const boxes = marks(svg, option.dataset.point).map((mark) => mark.getBoundingClientRect());
        option.hidden = !boxes.length;
        if (option.hidden) continue;
        const side = (of, pick) => pick(...boxes.map(of));
        let left = side((b) => b.left, Math.min), right = side((b) => b.right, Math.max);
        let top = side((b) => b.top, Math.min), bottom = side((b) => b.bottom, Math.max);
        const wide = Math.max(0, LEAST - right + left) / 2;
        const tall = Math.max(0, LEAST - bottom + top) / 2;
        Object.assign(option.style, {
          left: `${left - wide - zero.left}px`, top: `${top - tall - zero.top}px`,
          width: `${right - left + 2 * wide}px`, height: `${bottom - top + 2 * tall}px`,
        });
      }
      // From the top down, and what lies on a bar after the bar: as it is read, and on top of it.
      const at = (option) => [option.offsetTop + option.offsetHeight / 2, -option.offsetWidth];
      options.sort((one, two) => {
        const [y, x] = at(one), [y2, x2] = at(two);
        return Math.abs(y - y2) > LEAST / 2 ? y - y2 : x - x2;
      });
      if (options.some((option, i) => points.children[i] !== option)) {
        const held = document.activeElement;
        points.append(...options);
        if (options.includes(held)) held.focus({ preventScroll: true });
      }
      if (shown) put(shown);
    };
    const put = (option) => {
      const zero = figure.getBoundingClientRect(), room = figure.clientWidth;
      const end = option.offsetLeft + option.offsetWidth + 3 * AIR;
      const below = option.offsetTop + option.offsetHeight + AIR;
      const seen = zero.top + below + tip.offsetHeight <= document.documentElement.clientHeight;
      const beside = end + tip.offsetWidth <= room; // else over what lies below, or above
      const middle = option.offsetTop + (option.offsetHeight - tip.offsetHeight) / 2;
      const top = beside ? middle : seen ? below : option.offsetTop - AIR - tip.offsetHeight;
      const left = beside ? end : Math.max(0, Math.min(end, room) - tip.offsetWidth);
      Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
    };
    const show = (option) => {
      clearTimeout(leaving);
      if (shown === option) return;
      hide();
      shown = option;
      option.setAttribute("aria-selected", "true");
      const row = rows.get(option.dataset.point), copy = (place) =>
        [...(row.querySelector(place)?.cloneNode(true).childNodes ?? [])];
      const name = make("p", "tip-name", ...copy("th"));
      name.setAttribute("aria-hidden", "true"); // the option has just said it
      tip.append(name, make("p", "tip-value", ...copy(".n")));
      const when = copy("td.when");
      if (when.length) tip.append(make("p", "tip-sub", ...when));
      tip.append(make("p", "tip-sub", ...copy(".grounds")));
      put(option);
    };
    const hide = () => {
      clearTimeout(leaving);
      shown?.removeAttribute("aria-selected");
      shown = null;
      tip.replaceChildren();
    };
    const go = (option) => {
      for (const other of options) other.tabIndex = other === option ? 0 : -1;
      option.focus();
    };
    const held = () => points.contains(document.activeElement) || tip.contains(document.activeElement);

    points.addEventListener("pointerover", (event) => {
      const option = event.target.closest(".point");
      if (option) show(option);
    });
    tip.addEventListener("pointerover", () => clearTimeout(leaving));
    figure.addEventListener("pointerout", () => {
      clearTimeout(leaving);
      leaving = setTimeout(() => {
        const option = document.activeElement.closest(".point");
        if (option && points.contains(option)) show(option);
        else if (!held()) hide();
      }, 150);
    });
    points.addEventListener("focusin", (event) => {
      for (const option of options) option.tabIndex = option === event.target ? 0 : -1;
      show(event.target);
    });
    figure.addEventListener("focusout", (event) => {
      if (!figure.contains(event.relatedTarget)) hide();
    });
    figure.addEventListener("keydown", (event) => {
      const there = options.filter((option) => !option.hidden);
      const now = there.indexOf(event.target), last = there.length - 1;
      const to = {
        ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1,
        Home: 0, End: last,
      }[event.key];
      if (event.key === "Escape" && shown) {
        const back = tip.contains(document.activeElement) ? shown : null;
        back?.focus();
        hide();
      } else if (now < 0 || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      } else if (to !== undefined) {
        go(there[Math.min(Math.max(to, 0), last)]);
      } else if (event.key === "Enter" || event.key === " ") {
        show(event.target);
      } else {
        return;
      }
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && shown && !held()) hide(); // what the pointer showed
    });

    place();
    options.forEach((option, i) => { option.tabIndex = i ? -1 : 0; });
    new ResizeObserver(place).observe(figure);
    document.fonts?.ready.then(place);
  }
})();
