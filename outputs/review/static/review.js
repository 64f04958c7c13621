"use strict";
// Keys, dialogs and live filters. Everything works without this file too, with links and buttons.

(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const KEYS_OFF = "factledger-keys-off";
  const PLACES = { o: "/", c: "/conflicts", f: "/facts", s: "/sources", l: "/log", a: "/audit" };
  const MOST_WAITING = 60;
  const BACK_TAB = "Shift+Tab";
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
  const typedAhead = [];
  let wentG = -Infinity;
  let busy = false;

  const say = (words) => {
    const box = one("#says");
    if (box) box.textContent = words;
  };

  const isTyping = (element) =>
    element.matches("input:not([type=radio]):not([type=checkbox]), select, textarea") || element.isContentEditable;

  const go = (link) => link && link.click();

  const visit = (address) => {
    const link = one(`.nav a[href="${address}"]`);
    go(link);
  };

  // Accepts the chosen row and goes on; the row is sent for by itself, so the list stays where it is.
  let vetting = false;
  let lastAccepted = "";
  let answersAwaited = 0;

  function acceptChosen() {
    const rows = all("[data-row]");
    const row = rows.find((each) => each.classList.contains("chosen"));
    if (!rows.length || !one("tr[data-row]")) return go(one("[data-accept]"));
    if (!row) return choose(1);
    const button = row.querySelector("[data-accept]");
    if (button) {
      lastAccepted = row.id;
      go(button);
    } else say("This one cannot be accepted as it stands; going on.");
    if (row !== rows[rows.length - 1]) return choose(1);
    vetting = true;
    goOn();
  }

  function goOn() {
    if (vetting && !answersAwaited) {
      if (one("[data-more]")) go(one("[data-more]"));
      else {
        vetting = false;
        say("That was the last one of this view.");
      }
    }
  }

  function undo() {
    const row = lastAccepted && document.getElementById(lastAccepted);
    go((row && row.querySelector("[data-undo]")) || one("[data-undo]"));
  }

  // Where one stood in a list, so that Back leads there and not to its top.
  let here = location.pathname + location.search;

  function keepPlace() {
    const rows = all("[data-row]");
    const chosen = rows.findIndex((row) => row.classList.contains("chosen"));
    if (rows.length) sessionStorage.setItem(here, JSON.stringify([scrollY, chosen]));
  }

  function backToPlace() {
    const kept = sessionStorage.getItem(here);
    const [entry] = performance.getEntriesByType("navigation");
    if (!kept || !entry || !["back_forward", "reload"].includes(entry.type)) return;
    const [top, chosen] = JSON.parse(kept);
    if (chosen >= 0) choose(chosen + 1);
    scrollTo(0, top);
  }

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
    const form = one("#correct");
    if (form && n === 3) form.focus();
    if (!radio) return;
    radio.checked = true;
    const first = all(`#decide .details-of :is(input, select)`).find((field) => field.offsetParent !== null);
    (first || one('#decide [name="note"]')).focus();
  }

  // In the form for corrections a letter leads to its field, and the arrow down to the reader's next candidate.
  function toField(key) {
    const form = one(".misread-claim:has([name=misread]:checked) .corrections") || one("#correct:focus-within .corrections");
    const field = form && form.offsetParent !== null && form.querySelector(`[data-key="${key}"]`);
    if (!field) return false;
    field.focus();
    if (field.select) field.select();
    return true;
  }

  function nextCandidate(field) {
    const box = field.matches("[data-key]") && field.closest("label").querySelector("[data-offers]");
    const offers = box ? JSON.parse(box.dataset.offers) : [];
    if (!offers.length) return false;
    const at = offers.indexOf(field.value);
    if (field.dataset.was === undefined) field.dataset.was = field.value;
    field.value = at + 1 < offers.length ? offers[at + 1] : field.dataset.was;
    say(field.value || "none");
    return true;
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
    if (busy) {
      event.preventDefault();
      if (event.key === "Shift") return;
      if (typedAhead.length < MOST_WAITING) typedAhead.push(event.key === "Tab" && event.shiftKey ? BACK_TAB : event.key);
      say(`Waiting for an answer; ${typedAhead.length} keys are kept.`);
      return;
    }
    if (pressed(event.key, event.target)) event.preventDefault();
  }

  // Keys that were typed while an answer was awaited, in their order; one of them may ask again.
  function catchUp() {
    while (typedAhead.length && !busy) {
      const key = typedAhead.shift();
      const target = document.activeElement || document.body;
      if (key === "Tab" || key === BACK_TAB) tabFrom(target, key === BACK_TAB);
      else if (!pressed(key, target) && isTyping(target)) typeInto(target, key);
    }
  }

  // What the browser does for a Tab of its own; one that was typed ahead it never saw.
  function tabFrom(start, back) {
    const within = one("dialog[open]") || document;
    const side = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const stops = [...within.querySelectorAll(STOPS)].filter(
      (each) => start.compareDocumentPosition(each) & side && isStop(each, start),
    );
    const next = stops[back ? stops.length - 1 : 0];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  }

  // Whether Tab stops at an element; of radio buttons of one name it stops at one.
  function isStop(element, start) {
    if (element.tabIndex < 0 || element.disabled || !element.getClientRects().length) return false;
    if (element.type !== "radio") return true;
    const group = all("[type=radio]").filter((each) => each.name === element.name && each.form === element.form);
    return !group.includes(start) && (element.checked || !group.some((each) => each.checked));
  }

  function typeInto(field, key) {
    if (key === "Enter" && field.form) field.form.requestSubmit();
    else if (key.length === 1 && field.setRangeText) field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
  }

  // Whether the key did something; a key that did not is the browser's.
  function pressed(key, target) {
    if (key === "Escape" && isTyping(target)) {
      target.blur();
      const form = target.closest("#correct");
      if (form) form.focus();
      return true;
    }
    if (key === "ArrowDown" && target.matches("input") && nextCandidate(target)) return true;
    if (key === "Enter" && target.matches("select[data-key]")) {
      target.form.requestSubmit();
      return true;
    }
    if (isTyping(target) || one("dialog[open]")) return false;
    if (localStorage.getItem(KEYS_OFF)) return false;
    if (key === "Enter" && target.closest("#decide") && target.matches("[type=radio], [type=checkbox]")) {
      one("#decide").requestSubmit();
      return true;
    }
    let used = true;
    if (/^[a-z]$/.test(key) && toField(key)) return true;
    if (performance.now() - wentG < 1500 && PLACES[key]) {
      wentG = -Infinity;
      visit(PLACES[key]);
    } else if (key === "g") wentG = performance.now();
    else if (key === "j") choose(1);
    else if (key === "k") choose(-1);
    else if (key === "n") go(one("[data-following]") || one("[data-next]") || one("[data-row] a.title"));
    else if (key === "u") undo();
    else if (key === "v") acceptChosen();
    else if (key === "c" && one("[data-selects]")) {
      onSelection();
      one("[data-selects]").requestSubmit();
    }
    else if (key === "/") (one("[data-search]") || one("#q-all")).focus();
    else if (key === "?") one("#help").showModal();
    else if (/^[1-6]$/.test(key)) decide(Number(key));
    else if (!(/^[a-z]$/.test(key) && pickSide(key))) used = false;
    return used;
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

  // What is selected in a document's text is what a missed claim is made of.
  function onSelection() {
    const form = one("[data-selects]");
    const selection = form && document.getSelection();
    const words = selection ? selection.toString().trim() : "";
    const from = words && selection.anchorNode && selection.anchorNode.parentElement.closest("[data-block]");
    if (!from) return;
    form.elements.selected.value = words.slice(0, 400);
    form.elements.block.value = from.dataset.block;
  }

  // A frame drawn on the picture of a page, in hundredths of it.
  let corner = null;

  function placeOn(picture, event) {
    const box = picture.getBoundingClientRect();
    const share = (at, from, length) => Math.min(100, Math.max(0, (100 * (at - from)) / length));
    return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
  }

  function onPointer(event) {
    const picture = event.type === "pointerdown" ? event.target.closest("[data-region]") : corner && one("[data-region]");
    if (!picture) return;
    if (event.type === "pointerdown") {
      if (event.button) return;
      corner = placeOn(picture, event);
    }
    const other = placeOn(picture, event);
    const [left, right] = [corner[0], other[0]].sort((a, b) => a - b);
    const [top, bottom] = [corner[1], other[1]].sort((a, b) => a - b);
    const sides = { left, top, right, bottom };
    const fields = one("#region").elements;
    for (const side in sides) fields[side].value = sides[side].toFixed(2);
    const frame = picture.querySelector(".region-frame");
    frame.hidden = false;
    frame.style.left = `${left}%`;
    frame.style.top = `${top}%`;
    frame.style.width = `${right - left}%`;
    frame.style.height = `${bottom - top}%`;
    if (event.type === "pointerup") {
      corner = null;
      one("#region button").focus();
    }
  }

  function settle() {
    here = location.pathname + location.search;
    const box = one("#keys-on");
    if (box) box.checked = !localStorage.getItem(KEYS_OFF);
  }

  function setBusy(now) {
    busy = now;
    document.body.toggleAttribute("aria-busy", now);
  }

  const isWholePage = (event) => event.detail.target === document.body;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isWholePage(event)) {
      keepPlace();
      setBusy(true);
    } else answersAwaited += 1;
  });
  addEventListener("pagehide", keepPlace);
  function noAnswer(event) {
    if (!isWholePage(event)) return;
    typedAhead.length = 0;
    setBusy(false);
    say("No answer came: nothing may have been recorded, and the keys typed since are dropped.");
  }

  document.addEventListener("htmx:sendError", noAnswer);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!isWholePage(event)) {
      answersAwaited -= 1;
      goOn();
    } else if (event.detail.xhr.status === 204) noAnswer(event);
  });

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("selectionchange", onSelection);
  for (const type of ["pointerdown", "pointermove", "pointerup"]) document.addEventListener(type, onPointer);
  document.addEventListener("DOMContentLoaded", settle);
  addEventListener("load", backToPlace);
  document.addEventListener("htmx:afterSettle", (event) => {
    settle();
    if (!isWholePage(event)) return;
    setBusy(false);
    const main = one("main");
    if (main && !location.hash) {
      main.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    if (vetting) {
      vetting = false;
      choose(1);
    }
    catchUp();
  });
})();
