// pdfjs.mjs FOLDER FILE…: what pdf.js, installed in FOLDER, reads of each PDF: a line {"file", "pages": [text]}. Artifacts are left out;
// what pdf.js takes for a piece of its own is apart.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
// It speaks of what an old Node lacks for drawing, which nobody does here.
console.log = console.warn = () => {};
const { getDocument } = await import(pathToFileURL(folder + "/node_modules/pdfjs-dist/legacy/build/pdf.mjs"));

function read(items) {
    const tags = [];
    let text = "";
    for (const item of items) {
        if (item.type === "endMarkedContent") tags.pop();
        else if (item.type) tags.push(item.tag);
        else if (!tags.includes("Artifact")) text += item.str + (item.hasEOL ? "\n" : "");
    }
    return text;
}

for (const file of files) {
    const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
    const pages = [];
    for (let number = 1; number <= pdf.numPages; number++)
        pages.push(read((await (await pdf.getPage(number)).getTextContent({ includeMarkedContent: true })).items));
    process.stdout.write(JSON.stringify({ file, pages }) + "\n");
}
