// What is said of the film: errors over the page with the lines they mean, the rest under the shots.
let errors = [];
function remark(one) {
  const excerpt = one.excerpt.map(([number, text]) => el(`div${number >= one.line && number <= one.end_line ? ".meant" : ""}`, {},
    el("span.number", {}, String(number)), ...(number === one.line ? marked(text, one) : [text]), "\n"));
  return el(`article.remark.${one.severity}`, {},
    el("h3", {}, el("b", {}, one.severity), " ", one.message), place(one.file, one.line, one.column),
    el("pre", {tabindex: 0, "aria-label": `${one.file}, line ${one.line}`}, ...excerpt),
    one.help ? el("p.remedy", {}, one.help) : null, copied(`milimo explain ${one.code}`, "Copy the command"));
}
function marked(text, one) {
  const letters = [...text], first = one.column - 1, end = one.end_line === one.line ? Math.max(one.end_column - 1, first + 1) : letters.length;
  return [letters.slice(0, first).join(""), el("mark", {}, letters.slice(first, end).join("") || " "), letters.slice(end).join("")];
}
function said_(remarks) {
  errors = remarks.filter(one => one.severity === "error");
  const rest = remarks.filter(one => one.severity !== "error");
  $("said").hidden = !rest.length;
  $("said").replaceChildren(el("h2", {}, "Remarks"), el(".list", {}, rest.map(remark)));
  overlay(errors.length > 0);
}
function overlay(shown) {
  const over = $("over");
  over.hidden = !shown;
  if (!shown) return over.replaceChildren();
  const count = `${errors.length} error${errors.length === 1 ? "" : "s"}`;
  over.replaceChildren(el("section.errors", {role: "alertdialog", "aria-labelledby": "errors-title", tabindex: -1},
    el(".top", {}, el("h2", {id: "errors-title"}, count), el("p", {}, film.film ? "The last good cut stays below." : "Nothing can be made before it is mended."),
      button("close", "Close", () => overlay(false), "Esc")),
    el(".list", {}, errors.slice(0, 50).map(remark))));
}
