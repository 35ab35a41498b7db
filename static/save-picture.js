// A receipt cannot be scanned on one's own phone: draw it, so that it can be kept with the photos.
// What it says comes from the button, so that it is in the language of the page.
export function savePicture(button) {
  const { pbSave: code, title, round, pot, when, what, site } = button.dataset;
  const canvas = Object.assign(document.createElement("canvas"), { width: 1080, height: 640 });
  const pen = canvas.getContext("2d");
  const line = (text, size, y, face) => {
    pen.font = `${size}px "${face}"`;
    pen.fillText(text, 80, y, 920);
  };
  pen.fillStyle = "#ffc233";
  pen.fillRect(0, 0, 1080, 640);
  pen.fillStyle = "#14232b";
  line(title, 56, 140, "Atkinson Hyperlegible Next");
  line(`${round}, ${pot}`, 40, 200, "Atkinson Hyperlegible Next");
  line(code, 64, 320, "Atkinson Hyperlegible Mono");
  line(when, 44, 450, "Atkinson Hyperlegible Next");
  line(what, 44, 520, "Atkinson Hyperlegible Next");
  line(site, 36, 585, "Atkinson Hyperlegible Next");
  Object.assign(document.createElement("a"), { download: "my-check-code.png", href: canvas.toDataURL("image/png") }).click();
}
