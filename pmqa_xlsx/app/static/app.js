// Dropping files and showing progress; everything else works without this script.
"use strict";
document.documentElement.classList.add("script");

// A form is sent once: further clicks while the answer is awaited do nothing.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post") form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.copy).select();
    document.execCommand("copy");
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-check]")) {
  button.addEventListener("click", () => {
    for (const box of button.form.querySelectorAll(`[name=${button.dataset.check}]`)) box.checked = true;
  });
}

// A list inside or after the label of a radio button belongs to it: choosing from the list chooses the button too.
for (const list of document.querySelectorAll("fieldset select")) {
  const button = (list.closest("label") || list.previousElementSibling).querySelector("[type=radio]");
  list.addEventListener("change", () => { button.checked = Boolean(list.value); });
  list.form.addEventListener("change", () => { list.required = button.checked; });
}

const work = document.getElementById("work");
if (work) {
  const bar = document.getElementById("bar"), made = document.getElementById("made");
  const source = new EventSource(work.dataset.events);
  let failed = 0;
  source.onerror = () => {
    failed += 1;
    if (failed > 1 || source.readyState === EventSource.CLOSED) made.textContent = work.dataset.noAnswer;
  };
  source.onmessage = (event) => {
    failed = 0;
    const news = JSON.parse(event.data);
    if (news.state !== "waiting" && news.state !== "running") {
      source.close();
      location.reload();
      return;
    }
    if (news.of) {
      bar.max = news.of;
      bar.value = news.made;
    }
    const text = news.of ? work.dataset.madeOf : work.dataset.made;
    if (news.made) made.textContent = text.replace("{made}", news.made).replace("{of}", news.of);
  };
}

const drop = document.getElementById("drop");
if (drop) {
  const bar = document.getElementById("bar"), sent = document.getElementById("sent");

  // What was dropped, folders with all below them; each file with its path from the folder that was dropped.
  async function filesIn(entry, path) {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      return [[path + entry.name, file]];
    }
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some) found.push(...await filesIn(one, path + entry.name + "/"));
    }
  }

  async function post(address, body) {
    if (body instanceof File && body.size) {
      await body.slice(0, 1).arrayBuffer().catch(() => { throw new Error(drop.dataset.unreadable); });
    }
    const answer = await fetch(address, {method: "POST", body})
      .catch(() => { throw new Error(drop.dataset.noAnswer); });
    if (answer.ok || answer.redirected) return answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    throw new Error(page.querySelector("main p")?.textContent || answer.statusText);
  }

  let sending = false;
  async function send(chosen) {
    if (sending) return;
    sending = true;
    bar.hidden = false;
    const token = new URL(drop.dataset.begin, location).search;
    let name = "";
    try {
      const files = await chosen.catch(() => { throw new Error(drop.dataset.unreadable); });
      if (!files.length) throw new Error(drop.dataset.empty);
      bar.max = files.length;
      const size = files.reduce((sum, [, file]) => sum + file.size, 0);
      const {batch} = await (await post(drop.dataset.begin, new URLSearchParams({size}))).json();
      for (const [number, [path, file]] of files.entries()) {
        name = path;
        bar.value = number;
        sent.textContent = drop.dataset.sending.replace("{made}", number + 1).replace("{of}", files.length);
        await post(`/drop/${batch}/file${token}&${new URLSearchParams({name: path, time: file.lastModified})}`, file);
      }
      location.href = (await post(`/drop/${batch}/check${token}`, new URLSearchParams())).url;
    } catch (error) {
      sent.textContent = (name && drop.dataset.failed.replace("{name}", name) + " · ") + error.message;
      bar.hidden = true;
      sending = false;
    }
  }

  addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  async function filesOf(entries) {
    const files = [];
    for (const entry of entries) files.push(...await filesIn(entry, ""));
    return files;
  }

  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file.name, file]);
    send(entries.length ? filesOf(entries) : Promise.resolve(plain));
  });
  for (const input of drop.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => input.files.length && send(Promise.resolve(
      [...input.files].map((file) => [file.webkitRelativePath || file.name, file]))));
  }
}
