// What axe does not measure: each function returns a sentence for each thing that is wrong on the page as it stands.
const measure = (() => {
  const LEAST = 24 // CSS pixels, WCAG 2.5.8
  const named = (one) => `${one.tagName.toLowerCase()} “${(one.getAttribute("aria-label") || one.textContent || one.id).trim().slice(0, 50)}”`
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".govuk-visually-hidden, .govuk-skip-link")
  const words = (text) => (text.match(/\p{L}+/gu) || []).length

  // A link in a sentence may be as tall as its line.
  const inSentence = (one) => {
    const around = one.closest("p, li, td, th, dd, small, caption, div")
    if (one.namespaceURI.endsWith("svg") || !around || getComputedStyle(one).display !== "inline") return false
    const links = [...around.querySelectorAll("a")].reduce((sum, link) => sum + words(link.textContent), 0)
    return words(around.textContent) > links
  }

  const targets = () => {
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")].filter(seen)
    const boxes = all.map((one) => (one.closest("label") || one).getBoundingClientRect())
    const lines = all.map((one) => [...(one.closest("label") || one).getClientRects()]) // a link may wrap around others
    const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2]
    const small = (box) => box.width < LEAST || box.height < LEAST
    return all.filter((one, at) => {
      const box = boxes[at]
      if (!small(box) || inSentence(one)) return false
      const [x, y] = centre(box)
      return lines.some((own, place) => place !== at && own.some((other) => {
        const across = Math.max(other.left - x, x - other.right, 0), down = Math.max(other.top - y, y - other.bottom, 0)
        const [ox, oy] = centre(other)
        return Math.hypot(across, down) < LEAST / 2 || (small(other) && Math.hypot(ox - x, oy - y) < LEAST)
      }))
    }).map((one) => {
      const box = one.getBoundingClientRect()
      return `${named(one)} is a target of ${Math.round(box.width)} by ${Math.round(box.height)} pixels beside another`
    })
  }

  const wide = () => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return over > 0 ? [`the page is ${over} pixels too wide`] : []
  }

  // Words cut off by the box around them; what scrolls shows them, and closed details are not open.
  const cut = () => [...document.querySelectorAll("main *, header *, nav *, footer *")].filter((one) => {
    const style = getComputedStyle(one)
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY)
    return seen(one) && hides && one.clientWidth > 1 && !one.namespaceURI.endsWith("svg") && one.textContent.trim() &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  }).map((one) => `${named(one)} is cut off`)

  const tags = () => [...document.querySelectorAll(".govuk-tag")].filter((one) => !words(one.textContent))
    .map(() => "a tag has a colour and no word")

  const moving = () => [
    ...document.getAnimations().map(() => "something is animated"),
    ...[...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one)
      return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)
    }).map((one) => `${named(one)} would move`),
  ]

  return {wide, cut, all: () => [...targets(), ...wide(), ...cut(), ...tags(), ...moving()].slice(0, 20)}
})()
window.measure = measure
