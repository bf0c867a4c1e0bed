// Clicks, keys and changes go in; selection, panels and picture are kept in step.
function select(entity, link) {
  state.entity = entity;
  state.link = link;
  applyLook();
  showDetails();
}

function selectEntity(entity, { move = false } = {}) {
  select(entity, null);
  showTable(false);
  if (move) goTo(entity.x, entity.y);
  showPanelOnNarrowScreens();
}

function selectLink(link) {
  select(null, link);
  showTable(false);
  showPanelOnNarrowScreens();
}

function clearSelection() {
  byId("search").value = "";
  closeMatches();
  select(null, null);
}

function applyFilters() {
  if (state.entity && !entityShown(state.entity)) state.entity = null;
  if (state.link && !linkShown(state.link)) state.link = null;
  applyLook();
  showDetails();
  buildRanking();
  countShown();
  if (!byId("table-view").hidden) buildTable();
}

function showTable(wanted) {
  byId("table-view").hidden = !wanted;
  byId("picture-view").hidden = wanted;
  byId("table-switch").setAttribute("aria-pressed", String(wanted));
  if (wanted) buildTable();
}

const narrow = window.matchMedia("(max-width: 800px)");
function showPanelOnNarrowScreens() {
  const heading = byId("selected").querySelector("h2");
  if (narrow.matches && heading) heading.scrollIntoView({ block: "nearest" });
}

network.on("click", ({ nodes, edges, pointer }) => {
  const owner = nodes.length ? nodes[0] : labelAt(pointer.DOM);
  if (owner) selectEntity(entityOf.get(owner));
  else if (edges.length) selectLink(linkOf.get(edges[0]));
  else clearSelection();
});
network.on("doubleClick", ({ nodes, edges }) => { if (!nodes.length && !edges.length) showWhole(); });
network.on("dragEnd", ({ nodes }) => {
  for (const id of nodes) Object.assign(entityOf.get(id), network.getPosition(id));
  state.version += 1;
});
network.on("hoverEdge", ({ edge }) => { hovered = linkOf.get(edge); container.style.cursor = "pointer"; network.redraw(); });
network.on("blurEdge", () => { hovered = null; container.style.cursor = ""; network.redraw(); });
network.on("hoverNode", () => { container.style.cursor = "pointer"; });
network.on("blurNode", () => { container.style.cursor = ""; });

byId("search").addEventListener("input", showMatches);
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    if (!matches.length) showMatches();
    if (matches.length) takeMatch(choice);
  } else if (matches.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    choice = (choice + (event.key === "ArrowDown" ? 1 : matches.length - 1)) % matches.length;
    markChoice();
    event.preventDefault();
  }
});

// Up and down walk through a list's entities; Enter and the space bar are the buttons' own.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest(".walk, tbody");
  if (!list || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const buttons = [...list.querySelectorAll("button.entity")];
  const next = buttons[buttons.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { clearSelection(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=search]")) return;
  const actions = { "/": () => { byId("search").focus(); byId("search").select(); }, f: () => { showTable(false); showWhole(); }, t: () => showTable(byId("table-view").hidden) };
  const action = actions[event.key.toLowerCase()];
  if (action) { action(); event.preventDefault(); }
});

byId("whole").addEventListener("click", () => { showTable(false); showWhole(); });
byId("closer").addEventListener("click", () => zoomBy(1.4));
byId("further").addEventListener("click", () => zoomBy(1 / 1.4));
byId("table-switch").addEventListener("click", () => showTable(byId("table-view").hidden));
byId("print").addEventListener("click", () => window.print());
window.addEventListener("beforeprint", toPaper);
window.addEventListener("afterprint", fromPaper);
window.matchMedia("print").addEventListener("change", (event) => (event.matches ? toPaper() : fromPaper()));

// The picture keeps all in view as long as the reader hasn't moved it.
let moved = false;
for (const event of ["dragStart", "zoom"]) network.on(event, () => { moved = true; });
network.on("resize", () => { if (!moved && !state.entity) setTimeout(showWhole, 0); });

buildFilters();
buildRanking();
countShown();
if (narrow.matches) byId("filters").open = false;
showWhole();
network.redraw();

// What tests and other pages may rely on. Points are pixels in the window.
const toWindow = (point) => {
  const dom = network.canvasToDOM(point), frame = container.getBoundingClientRect();
  return { x: frame.left + dom.x, y: frame.top + dom.y };
};
window.sipingNetwork = Object.freeze({
  nodes: entities.length,
  edges: links.length,
  readableAt: () => readableAt,
  visible: () => ({ nodes: entities.filter(entityShown).map((e) => e.id), edges: links.filter(linkShown).map((k) => k.id) }),
  selected: () => (state.link || state.entity || { id: null }).id,
  selectNode: (id) => selectEntity(entityOf.get(id), { move: true }),
  selectEdge: (id) => selectLink(linkOf.get(id)),
  edgeAt: (x, y) => {
    const frame = container.getBoundingClientRect(), point = { x: x - frame.left, y: y - frame.top };
    return network.getNodeAt(point) || labelAt(point) ? null : network.getEdgeAt(point) || null;
  },
  nodePoint: (id) => toWindow(network.getPosition(id)),
  edgePoint: (id, part = 0.5) => toWindow(along(id, part)),
  labels: () => {
    const origin = toWindow({ x: 0, y: 0 });
    return currentLabels(network.getScale()).map(({ x, y, w, h, owner, text, size }) => ({ id: owner, text, size, x: origin.x + x, y: origin.y + y, w, h }));
  },
});
