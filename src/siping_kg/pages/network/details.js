// An entity or a link goes in; the right panel shows its relations with the sentences that state them.
const SHAPES = {
  dot: "M10 2.5a7.5 7.5 0 1 0 .01 0z", square: "M3.5 3.5h13v13h-13z", diamond: "M10 1.5 18 10l-8 8.5L2 10z",
  triangle: "M10 2.5 18.5 17h-17z", triangleDown: "M10 17.5 1.5 3h17z", hexagon: "M5.7 2.5h8.6L18.6 10l-4.3 7.5H5.7L1.4 10z",
  star: "m10 1.2 2.6 5.8 6.3.7-4.7 4.2 1.3 6.2L10 15l-5.5 3.1 1.3-6.2L1.1 7.7l6.3-.7z",
};

function drawn(size, classes, attributes) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", size);
  svg.setAttribute("class", classes);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
  svg.append(path);
  return svg;
}

function symbol(kind) {
  const { shape, colour, hollow } = data.classes[kind];
  return drawn("0 0 20 20", "symbol", { d: SHAPES[shape], fill: hollow ? "#fff" : colour, stroke: colour, "stroke-width": hollow ? 2.4 : 0.5 });
}

function stroke(status) {
  const { dashes } = data.statuses[status];
  return drawn("0 0 34 10", "stroke", { d: "M0 5h34", stroke: "#333", "stroke-width": 2, "stroke-dasharray": dashes ? dashes.join(" ") : "none" });
}

const statusBadge = (status) => element("span", { class: `status ${status}` }, data.statuses[status].label);

function entityButton(entity) {
  return element("button", { type: "button", class: "entity", onclick: () => selectEntity(entity, { move: true }) }, symbol(entity.kind), entity.label);
}

// The sentence with both names marked where it has them.
function quoted(said, names) {
  const block = element("blockquote", { cite: said.passage });
  const wanted = [...new Set(names)].sort((a, b) => b.length - a.length);
  let rest = said.quote;
  while (rest) {
    let at = -1, name = "";
    for (const candidate of wanted) {
      const found = rest.indexOf(candidate);
      if (found >= 0 && (at < 0 || found < at)) [at, name] = [found, candidate];
    }
    if (at < 0) break;
    block.append(rest.slice(0, at), element("mark", {}, name));
    rest = rest.slice(at + name.length);
  }
  block.append(rest);
  return block;
}

function saidCard(said, names) {
  const source = element("footer", {}, statusBadge(said.status), ` ${said.year ? `${said.year}年 · ` : ""}${said.report}`);
  return element("div", { class: `said ${said.status}` }, quoted(said, names), source);
}

const linkNames = (link) => [entityOf.get(link.source).label, entityOf.get(link.target).label];

function linkParts(link) {
  const directed = data.relations[link.relation].directed;
  const heading = element("h2", { tabindex: "-1" }, `${data.relations[link.relation].label}${link.planned ? "（计划）" : ""}`);
  const triple = element("p", { class: "triple" }, entityButton(entityOf.get(link.source)),
    `${directed ? "" : "←"}—${data.relations[link.relation].label}→`, entityButton(entityOf.get(link.target)));
  return [heading, triple, ...saidShown(link).map((said) => saidCard(said, linkNames(link)))];
}

// One neighbour: the relation as it reads from this entity, and its sentences.
function partner(link, entity) {
  const { label, directed } = data.relations[link.relation];
  const arrow = !directed ? `↔ ${label}` : link.source === entity.id ? `→ ${label}` : `← ${label}`;
  return element("li", { class: "partner" },
    element("div", { class: "triple" }, element("span", { class: "kind" }, arrow), entityButton(other(link, entity.id))),
    ...saidShown(link).map((said) => saidCard(said, linkNames(link))));
}

function entityParts(entity) {
  const shown = entity.links.filter(linkShown);
  const order = Object.keys(data.relations);
  shown.sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
  return [
    element("h2", { tabindex: "-1" }, entity.label),
    element("p", { class: "kind" }, symbol(entity.kind), ` ${data.classes[entity.kind].label} · ${shown.length} 条联系`),
    element("ul", { class: "walk" }, ...shown.map((link) => partner(link, entity))),
  ];
}

// The focus follows a button that the new panel replaces, and stays where it is otherwise.
function showDetails() {
  const chosen = state.link || state.entity;
  const follow = Boolean(document.activeElement.closest("#details, #table-view"));
  byId("guide").hidden = Boolean(chosen);
  byId("selected").hidden = !chosen;
  const back = element("button", { type: "button", class: "back", onclick: clearSelection }, "返回", element("kbd", {}, "Esc"));
  const parts = state.link ? linkParts(state.link) : state.entity ? entityParts(state.entity) : [];
  byId("selected").replaceChildren(...(chosen ? [back, ...parts] : []));
  byId("details").scrollTop = 0;
  if (follow) (byId("selected").querySelector("h2") || byId("details")).focus({ preventScroll: true });
}
