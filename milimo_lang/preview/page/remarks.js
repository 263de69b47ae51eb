// What is said of the film: errors beside it with the lines they mean, the rest under the shots.
// `newest` is of the last save, however old the cut that is seen; errors that were closed stay so until there is another.
let newest = film.remarks, errors = [], heard = false, back = null;
const closed = new Set();
const alike = one => [one.severity, one.code, one.file, one.message].join("\n");
const meaning = one => alike(one) + (one.excerpt.find(([number]) => number === one.line)?.[1] || "");
const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

function remark(one) {
  const excerpt = one.excerpt.map(([number, text]) => el(`div${number >= one.line && number <= one.end_line ? ".meant" : ""}`, {},
    el("span.number", {}, String(number)), ...(number === one.line ? marked(text, one) : [text]), "\n"));
  return el(`article.remark.${one.severity}`, {},
    el("h3", AUTO, el("b", {}, one.severity), " ", one.message), place(one.file, one.line, one.column),
    el("pre", {tabindex: 0, "aria-label": `${one.file}, line ${one.line}`}, ...excerpt),
    one.help ? el("p.remedy", AUTO, one.help) : null, copied(`milimo explain ${one.code}`, "Copy the command"));
}
function marked(text, one) {
  const letters = [...text], first = one.column - 1, end = one.end_line === one.line ? Math.max(one.end_column - 1, first + 1) : letters.length;
  return [letters.slice(0, first).join(""), el("mark", {}, letters.slice(first, end).join("") || " "), letters.slice(end).join("")];
}
function failure(one) {
  return el("article.remark.error", {}, el("h3", AUTO, el("b", {}, "failed"), ` ${one.unit}: ${one.reason}`), one.remedy ? el("p.remedy", AUTO, one.remedy) : null);
}
function said_(remarks) {
  const before = errors.map(meaning).join(), changed = JSON.stringify(remarks) !== JSON.stringify(newest);
  newest = remarks;
  errors = remarks.filter(one => one.severity === "error");
  const now = errors.map(meaning);
  for (const one of closed) if (!now.includes(one)) closed.delete(one);
  if (now.join() !== before || !errors.length) overlay(now.some(one => !closed.has(one)));
  if (changed || player.shown < 0) notes();
  if (changed && player.shown >= 0) fill(player.shown);
  status();
}
function notes() {
  const rest = [...failed.map(failure), ...newest.filter(one => one.severity !== "error").map(remark)];
  $("said").hidden = !rest.length;
  $("said").replaceChildren(el("h2", {}, "Remarks"), el(".list", {}, rest));
}
function dismiss() {
  errors.forEach(one => closed.add(meaning(one)));
  overlay(false);
}
function overlay(shown) {
  const over = $("over"), within = over.contains(document.activeElement);
  if (!within && over.hidden) back = document.activeElement;
  over.hidden = !shown;
  over.replaceChildren();
  if (!shown) { if (within) back?.isConnected ? back.focus({preventScroll: true}) : canvas?.focus({preventScroll: true}); return; }
  const made = el("section.errors", {role: "dialog", "aria-labelledby": "errors-title", "aria-describedby": "errors-first", tabindex: -1},
    el(".top", {}, el("h2", {id: "errors-title"}, count(errors.length, "error")), el("p", {id: "errors-first"}, film.film ? "The last good cut stays." : "Nothing can be made before it is mended."),
      button("close", "Close", dismiss, "Esc")),
    el(".list", {}, errors.slice(0, 50).map(remark)));
  over.append(made);
  made.focus({preventScroll: true});
}
