"use strict";
// Keys, dialogs and live filters. Everything works without this file too, with links and buttons.

(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const KEYS_OFF = "factledger-keys-off";
  const PLACES = { o: "/", c: "/conflicts", f: "/facts", s: "/sources", l: "/log" };
  let wentG = 0;

  const isTyping = (element) =>
    element.matches("input:not([type=radio]):not([type=checkbox]), select, textarea") || element.isContentEditable;

  const go = (link) => link && link.click();

  const visit = (address) => {
    const link = one(`.nav a[href="${address}"]`);
    go(link);
  };

  function choose(step) {
    const rows = all("[data-row]");
    if (!rows.length) {
      go(one(step > 0 ? "[data-following]" : "[data-previous]"));
      return;
    }
    const at = rows.findIndex((row) => row.classList.contains("chosen"));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    rows.forEach((row) => row.classList.toggle("chosen", row === next));
    const link = next.querySelector("a.title");
    (link || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function decide(n) {
    const radio = all('#decide [name="decision"]')[n - 1];
    if (!radio) return;
    radio.checked = true;
    const first = all(`#decide .details-of :is(input, select)`).find((field) => field.offsetParent !== null);
    (first || one('#decide [name="note"]')).focus();
  }

  function pickSide(letter) {
    const found = all(`#decide [data-letter="${letter}"]`).filter((input) => input.offsetParent !== null);
    found.forEach((input) => {
      input.checked = input.type === "radio" || !input.checked;
    });
    if (found.length) found[0].focus();
    return found.length > 0;
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (event.key === "Escape" && isTyping(target)) {
      target.blur();
      return;
    }
    if (isTyping(target) || one("dialog[open]")) return;
    if (localStorage.getItem(KEYS_OFF)) return;
    if (event.key === "Enter" && target.closest("#decide") && target.matches("[type=radio], [type=checkbox]")) {
      event.preventDefault();
      one("#decide").requestSubmit();
      return;
    }
    const key = event.key;
    let used = true;
    if (performance.now() - wentG < 1500 && PLACES[key]) {
      wentG = 0;
      visit(PLACES[key]);
    } else if (key === "g") wentG = performance.now();
    else if (key === "j") choose(1);
    else if (key === "k") choose(-1);
    else if (key === "n") go(one("[data-following]") || one("[data-next]") || one("[data-row] a.title"));
    else if (key === "u") go(one("[data-undo]"));
    else if (key === "v") go(one("[data-accept]"));
    else if (key === "/") (one("[data-search]") || one("#q-all")).focus();
    else if (key === "?") one("#help").showModal();
    else if (/^[1-6]$/.test(key)) decide(Number(key));
    else if (!(/^[a-z]$/.test(key) && pickSide(key))) used = false;
    if (used) event.preventDefault();
  }

  function onClick(event) {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
  }

  function onChange(event) {
    if (event.target.id === "keys-on") {
      if (event.target.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } else if (event.target.matches("[data-live] select")) event.target.form.requestSubmit();
  }

  function settle() {
    const box = one("#keys-on");
    if (box) box.checked = !localStorage.getItem(KEYS_OFF);
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("DOMContentLoaded", settle);
  document.addEventListener("htmx:afterSettle", () => {
    settle();
    const main = one("main");
    if (main && !location.hash) {
      main.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  });
})();
