// Renews a page that `sopkit watch` serves, and shows what keeps the pages from being renewed.
(function () {
  "use strict";
  var made = Number(document.currentScript.dataset.version);
  var seen = null;

  function make(name, text, style) {
    var element = document.createElement(name);
    element.textContent = text || "";
    Object.assign(element.style, style || {});
    return element;
  }

  function show(state) {
    var old = document.getElementById("sopkit-live");
    if (old) {
      old.remove();
    }
    if (!state.title) {
      return;
    }
    var box = make("section", "", {
      position: "fixed", left: "0", right: "0", bottom: "0", maxHeight: "50vh", overflow: "auto",
      padding: "0.75rem 1rem", background: "#5c0d0d", color: "#ffffff", zIndex: "1000",
      font: "15px/1.4 system-ui, sans-serif"
    });
    box.id = "sopkit-live";
    box.setAttribute("role", "alert");
    var close = make("button", state.words.close, { float: "right", font: "inherit" });
    close.type = "button";
    close.addEventListener("click", function () { box.remove(); });
    box.append(close, make("strong", state.title), make("p", state.words.why, { margin: "0.25rem 0" }));
    var list = make("ul", "", { margin: "0", paddingLeft: "1.25rem" });
    state.faults.forEach(function (fault) {
      var item = make("li");
      item.append(make("strong", fault.place), make("span", " " + fault.message));
      list.append(item);
    });
    box.append(list);
    document.body.append(box);
  }

  // A page that is not there now stays on the screen as it was, marked by the box.
  function renew(state) {
    fetch(location.href, { method: "HEAD", cache: "no-store" }).then(function (answer) {
      if (answer.ok) {
        location.reload();
      } else {
        show(state);
      }
    });
  }

  function ask() {
    fetch("/-/live" + (seen === null ? "" : "?seen=" + seen), { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) {
        if (state.version !== seen) {
          seen = state.version;
          if (state.version === made) {
            show(state);
          } else {
            renew(state);
          }
        }
        ask();
      })
      .catch(function () { setTimeout(ask, 1000); });
  }

  ask();
})();
