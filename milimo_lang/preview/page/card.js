// A shot's card: all that is known of the shot the film stands on.
function card() {
  on("shot", fill);
  for (const id of ["card", "words"]) $(id).addEventListener("scroll", () => edge(id), {passive: true});
  new ResizeObserver(() => { edge("card"); edge("words"); }).observe($("side"));
}
// What goes on below fades out there.
function edge(id) {
  const field = $(id);
  field.classList.toggle("more", field.scrollHeight - field.scrollTop - field.clientHeight > 8);
}
const part = (title, ...inside) => el("section.part", {}, el("h3", {}, title), ...inside);
const fact = (name, value) => value === null || value === "" ? [] : [el("dt", {}, name), el("dd", {}, value)];

function fill(place_) {
  const shot = film.shots[place_], field = $("card"), went = reel && !reel.seen.paused;
  if (!shot) return field.replaceChildren(el("p.none", {}, film.frames ? "" : "Nothing has been made yet."));
  const still_ = new Set(newest.map(alike));  // the lines are those of this cut, what is said of them may be mended since
  const notes = film.remarks.filter(one => one.file === shot.file && one.line >= shot.line && one.line <= shot.end && still_.has(alike(one)));
  put(field, [
    el("header", {}, el("p.slate", {}, shot.slate), el("div", {}, el("h2", AUTO, film.scenes[shot.scene]?.title || film.title || film.called), place(shot.file, shot.line, shot.column))),
    shot.action || !shot.said.length ? el("p.story", AUTO, about(shot)) : null,
    shot.said.length ? el("ul.lines", {"aria-label": "What is said"}, shot.said.map(([who, words]) => el("li", AUTO, who ? el("b", {}, who) : null, words))) : null,
    shot.framing.length ? el("ul.terms", {"aria-label": "How it is filmed"}, shot.framing.map(word => el("li", AUTO, word))) : null,
    el("dl.facts", {},
      ...fact("In", el("span.mono", {}, timecode(shot.start))), ...fact("Length", `${(shot.frames / fps()).toFixed(2)} s, ${shot.frames} frames`),
      ...fact("With", shot.cast.length ? el("span", AUTO, shot.cast.join(", ")) : ""), ...fact("Made by", `${shot.model}${shot.reason ? `: ${shot.reason}` : ""}`),
      ...fact("Seed", shot.seed === null ? "" : el("span.mono", {}, shot.seed)),
      ...fact("Time spent", shot.seconds ? [spent(shot.seconds), shot.cost].filter(Boolean).join("; ") : ""),
      ...fact("Why made", shot.why.length ? el("ul.why", {}, shot.why.map(one => el("li", AUTO, one))) : "")),
    ...failures(shot).map(failure), ...notes.map(remark),
    shot.takes.length > 1 ? part("Takes", takes(shot)) : null,
    ...shot.prompts.map((words, number) => part(shot.prompts.length > 1 ? `Prompt ${number + 1}` : "Prompt", el("p.prompt", AUTO, words), copier(words, "Copy the prompt"))),
    shot.written.length ? part("As written", el("pre.written", {dir: "auto", tabindex: 0, "aria-label": "As written"}, shot.written.join("\n"))) : null,
    part("To type", el("ul.commands", {}, shot.asks.map(name => el("li", {}, copied(command(name, shot), "Copy the command")))))]);
  goOn(went);
  edge("card");
}
const quoted = word => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${String(word).replaceAll("'", `'"'"'`)}'`;  // as a shell reads it
const command = (name, shot, ...more) => ["milimo", name, film.called, shot.slate, ...more].map(quoted).join(" ");
