// The visible network goes in; a sharp picture, its key and the table go on paper.
const PAPER = { width: 2000, height: 1240, magnify: 1.9 };

function paperPicture() {
  const host = element("div", { style: `position:absolute;left:-9999px;width:${PAPER.width}px;height:${PAPER.height}px` });
  document.body.append(host);
  const nodes = nodeSet.get().filter((node) => entityShown(entityOf.get(node.id))).map((node) => ({ ...node, opacity: 1 }));
  const edges = edgeSet.get().filter((edge) => linkShown(linkOf.get(edge.id))).map((edge) => ({ ...edge, width: edge.width * PAPER.magnify, color: "#444" }));
  const sheet = new vis.Network(host, { nodes, edges }, { ...data.options, autoResize: false, interaction: {} });
  const view = wholeView(PAPER.width, PAPER.height, PAPER.magnify);
  const chosen = [state.entity, state.link];
  [state.entity, state.link] = [null, null];
  sheet.on("afterDrawing", (context) => paintLabels(context, view.scale, placeLabels(view.scale, { magnify: PAPER.magnify, margin: sideMargin(PAPER.width, PAPER.magnify) })));
  sheet.moveTo(view);
  sheet.redraw();
  [state.entity, state.link] = chosen;
  const address = host.querySelector("canvas").toDataURL("image/png");
  sheet.destroy();
  host.remove();
  return element("img", { src: address, alt: "合作网络图" });
}

function paperKey() {
  const kinds = Object.entries(data.classes).filter(([kind]) => entities.some((e) => e.kind === kind && entityShown(e)));
  return element("p", { class: "key" }, ...kinds.map(([kind, { label }]) => element("span", {}, symbol(kind), label)),
    ...Object.entries(data.statuses).map(([status, { label }]) => element("span", {}, stroke(status), label)));
}

// The table moves onto the paper and back, so that it is the same one.
function toPaper() {
  if (byId("paper").childElementCount) return;
  buildTable();
  byId("paper").append(paperKey(), ...(links.some(linkShown) ? [paperPicture()] : []), element("p", {}, byId("count").textContent), document.querySelector("table"));
}

function fromPaper() {
  const table = byId("paper").querySelector("table");
  if (table) byId("table-view").append(table);
  byId("paper").replaceChildren();
}
