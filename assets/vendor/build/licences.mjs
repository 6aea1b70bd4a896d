// Licence texts of packages that stand in node_modules.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The MIT licence, for packages that name it in package.json and hold no text. */
const MIT = (author) => `(The package holds no text; this is the licence that its package.json names.)
Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Title and licence of each package, those of the same name and version once. */
export function licences(folders) {
    const texts = new Map();
    for (const path of folders) {
        const info = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
        const title = `${info.name} ${info.version} (${info.license})`;
        if (texts.has(title)) continue;
        const file = readdirSync(path).find((f) => /^licen[cs]e(\.(md|txt))?$/i.test(f));
        if (!file && info.license !== "MIT") throw new Error(`${title}: no licence file in the package; add its text here`);
        const text = file ? readFileSync(join(path, file), "utf8").replace(/\r\n/g, "\n").trim()
            : MIT(info.author?.name ?? info.author ?? `the authors of ${info.name}`);
        texts.set(title, `${title}\n${"-".repeat(title.length)}\n${text}\n`);
    }
    return texts;
}
