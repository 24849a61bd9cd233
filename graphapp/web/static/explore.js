// Draws the explorer with vis-network, from the data in the page: the server has placed everything, nothing moves by itself.
// Whatever the data says is set as text or drawn on the canvas, never read as HTML, so nothing in it can run.
"use strict"
{
  const LANE = "#f3f2f1", INK = "#0b0c0c", FOUND = "#ffdd00", HEAD = 30, NAMED = 0.42, HUBS = 6, NARROW = 600
  const opening = (words) => words[0].toUpperCase() + words.slice(1)
  const at = (id) => document.getElementById(id)
  const data = JSON.parse(at("explorer-data").textContent)
  const isMoving = !matchMedia("(prefers-reduced-motion: reduce)").matches
  const slide = isMoving ? { duration: 300, easingFunction: "easeInOutQuad" } : false
  at("explorer").hidden = false
  at("no-picture").hidden = true

  const network = new vis.Network(at("canvas"), { nodes: data.nodes, edges: data.edges }, data.options)
  const frame = at("canvas").firstElementChild
  frame.setAttribute("role", "group")
  frame.setAttribute("aria-label", "The picture. Arrow keys move it; the list above chooses the same things.")

  const bottom = Math.max(...data.nodes.map((node) => node.y)) + 60, top = -40

  // All of it under the headings. Its size is known from the lanes, where vis-network would have to draw it first.
  function whole(animation) {
    const { clientWidth, clientHeight } = at("canvas")
    const [, last, wide] = data.lanes.at(-1), left = data.lanes[0][1] - 20, right = last + wide + 20
    const scale = Math.min(clientWidth / (right - left), (clientHeight - HEAD) / (bottom - top), 1)
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - HEAD / 2 / scale }, scale, animation })
  }
  whole(false)

  const links = new Map(data.nodes.map((node) => [node.id, 0]))
  for (const { from, to } of data.edges) for (const end of [from, to]) links.set(end, links.get(end) + 1)
  const hubs = data.lanes.map(([heading, left, across]) => heading.endsWith("actions") ? [] : data.nodes
    .filter(({ id, x }) => x > left && x < left + across && links.get(id)).sort((one, other) => links.get(other.id) - links.get(one.id)))
  let found = []

  // Behind the marks: a band for each lane, and yellow under what was searched for.
  network.on("beforeDrawing", (pen) => {
    pen.fillStyle = LANE
    for (const [, left, wide] of data.lanes) pen.fillRect(left - 20, top, wide + 40, bottom - top)
    pen.fillStyle = FOUND
    pen.strokeStyle = INK
    for (const id of found) {
      const box = network.getBoundingBox(id)
      pen.fillRect(box.left - 8, box.top - 8, box.right - box.left + 16, box.bottom - box.top + 16)
      pen.strokeRect(box.left - 8, box.top - 8, box.right - box.left + 16, box.bottom - box.top + 16)
    }
  })

  // Headings stay at the top of the canvas, whatever part of it is shown. Where marks are too small for their words,
  // the most linked of each lane are named all the same, so that even the whole says who and what matters.
  network.on("afterDrawing", (pen) => {
    const ratio = pen.canvas.width / pen.canvas.clientWidth, wide = pen.canvas.clientWidth
    const scale = network.getScale()
    pen.save()
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    pen.font = "13px Arial"
    pen.lineWidth = 4
    pen.strokeStyle = "#ffffff"
    pen.fillStyle = INK
    const taken = []
    if (scale < NAMED) for (const lane of hubs) nameHubs(pen, lane, scale, taken)
    pen.fillStyle = "#ffffff"
    pen.fillRect(0, 0, wide, HEAD)
    pen.fillStyle = INK
    pen.font = `bold ${wide < NARROW ? 12 : 16}px Arial`
    for (const [heading, left, across] of data.lanes) {
      const room = (across + 80) * scale
      const words = pen.measureText(heading).width <= room ? heading : opening(heading.split(": ").pop())
      const half = Math.min(pen.measureText(words).width, Math.max(room, 30)) / 2
      pen.fillText(words, within(network.canvasToDOM({ x: left + across / 2, y: 0 }).x, half, wide), HEAD / 2, half * 2)
    }
    pen.restore()
  })

  // Words that would be cut off at an edge of the canvas are moved in; those of what is not shown stay out.
  const within = (x, half, wide) => x < 0 || x > wide ? x : Math.max(half + 2, Math.min(wide - half - 2, x))

  function nameHubs(pen, nodes, scale, taken) {
    let named = 0
    for (const node of nodes) {
      const wide = pen.canvas.clientWidth, place = network.canvasToDOM(node)
      const lines = node.label.split("\n").slice(0, wide < NARROW ? 1 : 2)
      const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2
      const x = within(place.x, half, wide), y = place.y + 12 * scale + 9
      if (taken.some((one) => Math.abs(one.y - y) < 34 && Math.abs(one.x - x) < one.half + half + 6)) continue
      taken.push({ x, y, half })
      lines.forEach((line, number) => {
        pen.strokeText(line, x, y + number * 14)
        pen.fillText(line, x, y + number * 14)
      })
      if (++named === HUBS) return
    }
  }
  // The list can wait until the picture stands.
  network.once("afterDrawing", () => requestAnimationFrame(() => {
    performance.mark("explorer-drawn")
    setTimeout(() => offer(all))
  }))

  const added = (parent, tag, text, sort = {}) =>
    parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }, sort))

  // The panel: what is told of a thing, which a screen reader says at once, then its links by what they say, and where
  // a paper says so.
  function tell(id) {
    const about = data.about[id], told = at("told"), panel = at("beside")
    told.replaceChildren()
    panel.replaceChildren()
    added(told, "p", about.word)
    added(told, "h2", about.title)
    for (const [label, text] of about.facts) added(told, "p", label ? `${label}: ${text}` : text)
    if (about.href) added(added(panel, "p", ""), "a", at("panel").dataset.link, { href: about.href })
    for (const [words, links] of linked(id)) {
      added(panel, "h3", `${words} (${links.length})`)
      const list = added(panel, "ul", "")
      for (const [other, note] of links) {
        const item = added(list, "li", "")
        added(item, "button", name(other), { type: "button", onclick: () => choose(other, true) })
        if (note) added(item, "small", ` ${note}`)
      }
    }
    added(panel, "h3", "Where it says so")
    const list = added(panel, "ul", "")
    for (const one of about.sources) added(added(list, "li", ""), one.href ? "a" : "span", one.text, one.href ? { href: one.href } : {})
    if (about.uncited) added(panel, "p", `and ${about.uncited} more, on its page`)
  }

  function linked(id) {
    const by = new Map()
    for (const edge of data.edges) {
      if (edge.from !== id && edge.to !== id) continue
      const heading = opening(edge.words[edge.from === id ? 0 : 1])
      by.set(heading, [...(by.get(heading) ?? []), [edge.from === id ? edge.to : edge.from, edge.note]])
    }
    return by
  }

  function name(id) {
    const { title, facts } = data.about[id]
    const text = /\d$/.test(title) && facts.length && !facts[0][0] ? `${title}: ${facts[0][1]}` : title
    return text.length > 90 ? `${text.slice(0, 88)}…` : text
  }

  function choose(id, isShown) {
    network.selectNodes([id])
    if (isShown) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: slide })
    at("choose").value = id
    tell(id)
  }

  // The list holds everything, or what was searched for.
  function offer(ids) {
    const list = at("choose"), kinds = new Map()
    list.replaceChildren()
    added(list, "option", ids.length === 1 ? "1 thing" : `${ids.length} things`, { value: "" })
    for (const id of ids) {
      const { word } = data.about[id]
      if (!kinds.has(word)) kinds.set(word, list.appendChild(Object.assign(document.createElement("optgroup"), { label: word })))
      added(kinds.get(word), "option", name(id), { value: id })
    }
  }

  const all = data.nodes.map((node) => node.id)
  const words = new Map()

  function wordsOf(id) {
    const { word, title, facts } = data.about[id]
    if (!words.has(id)) words.set(id, [word, title, ...facts.map((fact) => fact[1])].join(" ").toLowerCase())
    return words.get(id)
  }

  function find() {
    const asked = at("find").value.toLowerCase().split(/\s+/).filter(Boolean)
    found = asked.length ? all.filter((id) => asked.every((one) => wordsOf(id).includes(one))) : []
    at("found").textContent = asked.length ? `${found.length} of ${all.length} highlighted` : ""
    offer(asked.length ? found : all)
    network.redraw()
  }

  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: slide })
  network.on("click", ({ nodes }) => nodes.length && choose(nodes[0], false))
  at("find").addEventListener("input", find)
  at("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length) network.fit({ nodes: found, maxZoomLevel: 1, animation: slide })
  })
  at("choose").addEventListener("change", (event) => event.target.value && choose(event.target.value, true))
  at("nearer").addEventListener("click", () => zoom(1.5))
  at("farther").addEventListener("click", () => zoom(1 / 1.5))
  at("whole").addEventListener("click", () => whole(slide))
}
