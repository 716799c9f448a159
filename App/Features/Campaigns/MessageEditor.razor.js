// Puts text where the cursor is, as if it had been typed, so that the page hears of it and undo works.
export function insert(element, text) {
  const start = element.selectionStart ?? element.value.length;
  element.setRangeText(text, start, element.selectionEnd ?? start, "end");
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.focus();
}
