// Monaco writes its lines as HTML text with style attributes, and adds <style> elements without a nonce.
// A strict style-src refuses both. Here every such attribute waits under another name and is applied through
// the CSSOM, which the policy trusts. A form that is not recognised stays refused.

const nonce = document.currentScript.nonce;
const createElement = document.createElement;

document.createElement = function (name, options) {
  const element = createElement.call(this, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};

const postpone = (html) => String(html).replace(/(<\w[^>]*?\s)style=/g, "$1data-style=");

function apply(root) {
  for (const element of root.querySelectorAll("[data-style]")) {
    element.style.cssText = element.dataset.style;
    delete element.dataset.style;
  }
}

const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
Object.defineProperty(Element.prototype, "innerHTML", {
  ...innerHTML,
  set(html) {
    innerHTML.set.call(this, postpone(html));
    apply(this);
  },
});

const insertAdjacentHTML = Element.prototype.insertAdjacentHTML;
Element.prototype.insertAdjacentHTML = function (position, html) {
  insertAdjacentHTML.call(this, position, postpone(html));
  apply(this.parentNode ?? this);
};
