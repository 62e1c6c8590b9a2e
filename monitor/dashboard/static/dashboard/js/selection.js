// Words selected in a document's text start a new item: the links get the place of the selection.
// Offsets count Unicode code points from the start of the text, as the record keeps them.
(() => {
  "use strict";
  const text = document.querySelector("[data-document]");
  const bar = document.getElementById("selection");
  if (!text || !bar) return;
  const words = document.getElementById("selection-words");
  const links = [...bar.querySelectorAll("[data-selection-link]")];
  const addresses = new Map(links.map((link) => [link, link.href]));

  const place = (node, offset) => {
    const within = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-start]");
    if (!within || !text.contains(within)) return null;
    const before = document.createRange();
    before.selectNodeContents(within);
    before.setEnd(node, offset);
    return Number(within.dataset.start) + [...before.toString()].length;
  };
  // The text alone: a selection over several paragraphs also runs over their margins.
  const wordsOf = (range) => [...text.querySelectorAll("[data-start]")]
    .filter((each) => range.intersectsNode(each))
    .map((each) => {
      const part = document.createRange();
      part.selectNodeContents(each);
      if (each.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
      if (each.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
      return part.toString();
    })
    .join(" ");
  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    const said = wordsOf(range).trim();
    return start === null || end === null || end <= start || !said ? null : { start, end, said };
  };
  const show = () => {
    const found = selected();
    bar.hidden = !found;
    for (const link of links) delete link.dataset.key;
    if (!found) return;
    words.textContent = found.said;
    for (const link of links) {
      const address = new URL(addresses.get(link));
      address.searchParams.set("document", text.dataset.ref);
      address.searchParams.set("text", text.dataset.text);
      address.searchParams.set("start", String(found.start));
      address.searchParams.set("end", String(found.end));
      link.href = address.href;
    }
    links[0].dataset.key = "n";
  };
  document.addEventListener("selectionchange", show);
  // A press on the bar must not take the selection away before its link is followed.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
})();
