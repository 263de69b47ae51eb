// The page comes to life.
setLook(savedLook());
document.documentElement.classList.add("scripted");
$("tools").replaceChildren(button("light", "Dark or light", look, "D"), button("help", "Keys", help, "?"));
$("tools").hidden = false;
tabs();
transport();
timeline();
sheet();
card();
keys();
said_(film.remarks);
if (!film.shots.length) fill(-1);
show(0);
if (film.film && film.shots[0]?.kind !== "black" && !film.transitions.some(one => one.start === 0)) seek(0);  // else its first picture stays until it moves
tell("frame", 0);
tell("playing");
video?.textTracks.addEventListener("change", () => tell("playing"));
hear();
