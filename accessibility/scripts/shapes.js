/* What no engine looks at: shapes that were heard to fail in a screen reader, and what WCAG's AAA asks of a page.
   Each function gives [where, what] for each fault; accessibility/shapes.py says of which criterion. */
window.lt_shapes = (() => {
  const all = (css, root = document) => [...root.querySelectorAll(css)];
  const words = element => (element ? element.textContent : "").replace(/\s+/g, " ").trim();
  const seen = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const at = element => element.cloneNode(false).outerHTML.slice(0, 120);
  const style = element => getComputedStyle(element);
  const ids = (element, name) => (element.getAttribute(name) || "").split(/\s+/).filter(Boolean);
  const named = (element, name) => ids(element, name).map(id => document.getElementById(id));
  const fields = () => all("input:not([type=hidden]), select, textarea").filter(seen);
  const clipped = element => { const box = element.getBoundingClientRect(); return box.width <= 2 || box.height <= 2; };
  const paragraphs = () => all("main p, main li, main dd").filter(
    one => seen(one) && !clipped(one) && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 40));
  const rules = sheet => { try { return [...sheet.cssRules].flatMap(rule => rule.cssRules && rule.cssRules.length ?
    [rule, ...rule.cssRules] : [rule]); } catch { return []; } };
  const everyRule = () => [...document.styleSheets, ...document.adoptedStyleSheets].flatMap(rules).filter(rule => rule.selectorText);
  const channel = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const colour = text => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const clear = text => { const [, , , alpha = 1] = colour(text); return alpha === 0; };
  const ground = element => { for (let one = element; one; one = one.parentElement)
    if (!clear(style(one).backgroundColor)) return colour(style(one).backgroundColor); return [255, 255, 255]; };
  // a radio button can't be invalid by ARIA 1.2; its group says what is wrong through the first one's description
  const isChoice = one => one.type === "radio" || one.type === "checkbox";
  const isError = one => one.getAttribute("aria-invalid") === "true";
  const summaries = () => all("main [autofocus]").filter(one => all("a[href^='#']", one).length);
  const VAGUE = /^(lihat|buka|klik|klik di sini|di sini|selengkapnya|baca|baca selengkapnya|lanjut|detail|unduh|here|click here|more|read more|see|open|download|details)$/i;
  const PURPOSE = { email: /email/, tel: /tel/ };

  return {
    "error-tied": () => [
      ...all("[aria-invalid=true]").filter(field => !ids(field, "aria-describedby").length).map(
        field => [at(field), "a field in error describes itself by nothing: what is wrong is not heard at it"]),
      ...all("[aria-describedby], [aria-labelledby]").filter(one => [...named(one, "aria-describedby"),
        ...named(one, "aria-labelledby")].includes(null)).map(one => [at(one), "names an id that is not on the page"]),
      ...summaries().flatMap(box => all("a[href^='#']", box)).filter(link => {
        const field = document.getElementById(link.hash.slice(1));
        const inputs = field ? [field, ...all("input, select, textarea", field), ...(field.name ? all(`[name="${field.name}"]`) : [])] : [];
        return !inputs.some(one => (isError(one) || isChoice(one)) && named(one, "aria-describedby").some(text => words(text).includes(words(link))));
      }).map(link => [at(link), `no field in error says the same: ${words(link)}`]),
      ...(summaries().length ? all("[aria-invalid=true]") : []).filter(field => !all("[autofocus] a[href^='#']").some(link => {
        const goal = document.getElementById(link.hash.slice(1)); const group = field.closest("fieldset");
        return goal && (goal === field || goal.contains(field) || (group && group.contains(goal))); })).map(
        field => [at(field), "is in error, and not in the list of errors"]),
    ],
    "error-summary": () => [
      ...(all("[aria-invalid=true]").length && !summaries().length ? [["main", "fields in error, and no list of them that gets the focus"]] : []),
      ...summaries().filter(box => box.id !== box.getAttribute("aria-labelledby") || box.getAttribute("role") !== "group"
        || box.tabIndex !== -1).map(box => [at(box), "not of the shape that is heard once and whole: a group that names itself"]),
      ...summaries().filter(box => document.activeElement !== box && !box.contains(document.activeElement)
        && document.activeElement === document.body && !window.lt_walked).map(box => [at(box), "does not have the focus at arrival"]),
      ...all("[role=alert][autofocus], [role=alert] [autofocus], [autofocus] [role=alert]").map(one => [at(one), "is heard twice"]),
    ],
    "error-title": () => all("[aria-invalid=true]").length + summaries().length && !/^(Kesalahan|Error)\s?:/.test(document.title) ?
      [["title", `does not begin with the error: ${document.title}`]] : [],
    "hint-tied": () => [
      ...all("fieldset[aria-describedby]").filter(group => { const first = all("input:not([type=hidden]), select, textarea", group)[0];
        return first && !ids(group, "aria-describedby").every(id => ids(first, "aria-describedby").includes(id)); }).map(
        group => [at(group), "a hint tied to the group alone is never heard"]),
      ...all("form .field .hint, form .wrong").filter(one => seen(one) && one.id !== null && !one.closest("label, legend") &&
        !all(`[aria-describedby~="${CSS.escape(one.id)}"], [aria-labelledby~="${CSS.escape(one.id)}"]`).length).map(
        one => [at(one), `belongs to no field: ${words(one).slice(0, 60)}`]),
    ],
    "no-placeholder": () => fields().filter(one => one.placeholder).map(one => [at(one), "a placeholder vanishes as one types"]),
    "code-spoken": () => all(".code").filter(one => /\d{5,}|\d{4}/.test(one.textContent.replace(/[\s\u00a0]/g, " "))).map(
      one => [at(one), `is heard as a number, not digit by digit: ${words(one)}`]),
    "link-words": () => all("a[href]").filter(one => seen(one) && VAGUE.test(words(one)) && !one.getAttribute("aria-label")).map(
      one => [at(one), `says nothing alone: ${words(one)}`]),
    "table-kept": () => all("table").filter(seen).flatMap(table => [table, ...all("tr, th, td", table)]).filter(
      one => !one.closest("[role=presentation]") && !style(one).display.startsWith("table") && style(one).display !== "none"
        && !one.getAttribute("role")).slice(0, 3).map(one => [at(one), `is no table any more: display ${style(one).display}`]),
    "icon-alone": () => all("main svg, main img").filter(one => seen(one) && (one.getAttribute("aria-hidden") === "true" || one.alt === "")
      && !one.closest("[aria-hidden=true] [aria-hidden=true]")).filter(one => { let box = one.parentElement;
        while (box && ["inline", "inline-block", "inline-flex", "contents"].includes(style(box).display)) box = box.parentElement;
        return box && !words(box) && !box.closest("[aria-label], [aria-labelledby]"); }).map(
      one => [at(one.parentElement), "a sign without a word beside it"]),
    "nothing-sticky": () => all("body *").filter(one => ["fixed", "sticky"].includes(style(one).position) && seen(one) && !clipped(one)).map(
      one => [at(one), `stands still over what scrolls: position ${style(one).position}`]),
    "lines": () => paragraphs().flatMap(one => { const own = style(one), size = parseFloat(own.fontSize), faults = [];
      if (parseFloat(own.lineHeight) < size * 1.5 - 0.6) faults.push(`line height ${own.lineHeight} for letters of ${own.fontSize}`);
      if (own.textAlign === "justify") faults.push("is justified");
      const range = document.createRange(); range.selectNodeContents(one);
      const zero = Object.assign(document.createElement("span"), {textContent: "0".repeat(80)});
      zero.style.cssText = "position:absolute;visibility:hidden;white-space:pre"; one.append(zero);
      const most = zero.getBoundingClientRect().width; zero.remove();
      if (range.getBoundingClientRect().width > most + 2) faults.push("lines of more than 80 characters");
      return faults.map(what => [at(one), what]); }),
    "field-edges": () => matchMedia("(forced-colors: active)").matches ? [] : all("input, select, textarea").filter(
      one => seen(one) && !["hidden", "radio", "checkbox", "file", "submit", "range"].includes(one.type)).filter(one => {
        const own = style(one), around = ground(one.parentElement);
        const edge = ["Top", "Right", "Bottom", "Left"].every(side => parseFloat(own[`border${side}Width`]) >= 1
          && own[`border${side}Style`] !== "none" && contrast(colour(own[`border${side}Color`]), around) >= 3);
        return !edge && contrast(ground(one), around) < 3; }).map(one => [at(one), "its edge does not stand out 3:1 from the page"]),
    "autocomplete": () => fields().filter(one => PURPOSE[one.type] && !PURPOSE[one.type].test(one.autocomplete)).map(
      one => [at(one), `asks for the person's own ${one.type} and does not say so`]),
    "landmarks": () => [
      ...(all("main, [role=main]").length === 1 ? [] : [["body", "not one main"]]),
      ...all("nav, [role=navigation]").filter(one => seen(one) && !one.getAttribute("aria-label") && !words(named(one, "aria-labelledby")[0])).map(
        one => [at(one), "a navigation without a name"]),
    ],
    "headings": () => [
      ...(all("h1").filter(seen).length === 1 ? [] : [["body", "not one h1"]]),
      ...all("h1, h2, h3, h4, h5, h6").filter(seen).map(one => [one, Number(one.tagName[1])]).filter(
        ([, level], index, list) => index && level > list[index - 1][1] + 1).map(([one]) => [at(one), `skips a level: ${words(one)}`]),
    ],
    "text-not-image": () => all("img").filter(one => seen(one) && one.alt.trim().split(/\s+/).length > 12).map(
      one => [at(one), "its alternative text is as long as a text: is it a picture of one?"]),
    "hover": () => everyRule().filter(rule => rule.selectorText.includes(":hover") && ["display", "visibility", "opacity", "content"].some(
      name => rule.style.getPropertyValue(name))).map(rule => [rule.selectorText, "shows or hides something under a pointer"]).concat(
      all("main [title], header [title], footer [title]").filter(one => !["IFRAME", "LINK", "ABBR"].includes(one.tagName)).map(
        one => [at(one), "a title is seen by who points, and by nobody else"])),
    "shortcuts": () => all("[accesskey]").map(one => [at(one), "a shortcut of one letter"]),
    "paste": () => all("[onpaste], [oncopy], input[type=password][autocomplete=off], input[autocomplete=one-time-code][readonly]").map(
      one => [at(one), "keeps a person or a password manager from filling it in"]),
    "label-in-name": () => all("a[aria-label], button[aria-label], input[aria-label], [role=button][aria-label]").filter(one => {
      const shown = words(one.tagName === "INPUT" && one.labels ? one.labels[0] : one).toLowerCase();
      return shown && !one.getAttribute("aria-label").toLowerCase().includes(shown); }).map(
      one => [at(one), "the name that is heard lacks the words that are seen"]),
    "no-disabled": () => all("button, input, select, textarea").filter(one => one.disabled && seen(one)).map(
      one => [at(one), "cannot be reached, and says nobody why"]),
    "reading-order": () => all("body *").filter(one => seen(one) && /flex|grid/.test(style(one).display)).flatMap(box => {
      const boxes = [...box.children].filter(one => seen(one) && !clipped(one) && !["absolute", "fixed"].includes(style(one).position)).map(
        one => [one, one.getBoundingClientRect()]);
      return boxes.slice(1).flatMap(([one, rect], index) => { const before = boxes[index][1];
        const above = rect.bottom <= before.top + 1 && rect.left < before.right - 1;
        const left = rect.right <= before.left + 1 && rect.top < before.bottom - 1;
        return above || left ? [[at(one), "stands before what is read before it"]] : []; }); }),
    "still": () => document.getAnimations().filter(one => { const time = one.effect.getComputedTiming();
        return time.endTime === Infinity || time.endTime > 5000 || one.effect.getKeyframes().length > 6; }).map(
      one => [at(one.effect.target), "moves for more than five seconds, or flickers"]).concat(
      all("marquee, blink, video[autoplay], audio[autoplay]").map(one => [at(one), "moves by itself"])),
  };
})();
