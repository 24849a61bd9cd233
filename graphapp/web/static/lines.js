// A long paper is shown in parts. An address that ends in #L471 means that line, wherever it stands:
// a browser does not tell the server what follows the #, so a page without the line asks for the part that has it.
function showLine() {
  const line = /^#L(\d+)/.exec(location.hash)
  if (line && !document.getElementById(`L${line[1]}`)) {
    const address = new URL(location.href)
    address.searchParams.delete("from")
    if (address.searchParams.get("lines") !== line[1]) {
      address.searchParams.set("lines", line[1])
      location.replace(address)
    }
  }
}
showLine()
addEventListener("hashchange", showLine)
