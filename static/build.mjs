// Builds static/dist: style sheet, scripts, fonts and pictures under hashed names, and the manifest that maps
// logical names ("app.css") to them. Run by: node static/build.mjs
import { build as bundle, transform } from "esbuild";
import { compileAsync, Logger } from "sass";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";

const source = dirname(fileURLToPath(import.meta.url));
const project = dirname(source);
const modules = join(project, "node_modules");
const dist = join(source, "dist");
const fontCache = join(modules, ".cache", "location-academy-fonts");
const manifest = {};

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 10);

/** Writes one file under a name that changes with its content. */
async function publish(name, content) {
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}.${hash(content)}${extension}`;
  await mkdir(dirname(join(dist, hashed)), { recursive: true });
  await writeFile(join(dist, hashed), content);
  manifest[name] = hashed;
}

/** Cuts the fonts with fontTools, once for each version of the packages and of the script. */
async function cutFonts() {
  const script = join(source, "subset_fonts.py");
  const versions = ["source-sans", "source-serif"].map((name) => join(modules, name, "package.json"));
  const key = hash((await Promise.all([script, ...versions].map((file) => readFile(file, "utf8")))).join());
  const stamp = join(fontCache, "stamp");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === key) return;
  const ownPython = join(project, ".venv", "bin", "python");
  const python = process.env.PYTHON ?? (existsSync(ownPython) ? ownPython : "python3");
  await rm(fontCache, { recursive: true, force: true });
  execFileSync(python, [script, modules, fontCache], { stdio: "inherit" });
  await writeFile(stamp, key);
}

async function publishFonts() {
  await cutFonts();
  for (const file of (await readdir(fontCache)).filter((name) => name.endsWith(".woff2"))) {
    await publish(`fonts/${file}`, await readFile(join(fontCache, file)));
  }
  // The style sheets of the documents name these files, so their names stay.
  await cp(join(fontCache, "documents"), join(dist, "fonts", "documents"), { recursive: true });
  for (const file of await readdir(join(fontCache, "documents"))) {
    manifest[`fonts/documents/${file}`] = `fonts/documents/${file}`;
  }
}

/** The sprite carries the emblem too, so that a page needs one request for all its pictures. */
async function publishPictures() {
  const pictures = join(source, "img");
  const emblem = await readFile(join(pictures, "eu-emblem.svg"), "utf8");
  const drawing = emblem.replace(/<\?xml.*?\?>|<!--.*?-->/gs, "").replace(/<svg [^>]*>|<\/svg>/g, "").trim();
  const symbol = `<symbol id="eu-emblem" viewBox="0 0 810 540">${drawing}</symbol>`;
  for (const file of await readdir(pictures)) {
    const content = await readFile(join(pictures, file));
    const isSprite = file === "icons.svg";
    await publish(file, isSprite ? content.toString().replace("</svg>", `${symbol}</svg>`) : content);
  }
}

/** Replaces url("fonts/sans.woff2") by the hashed name. */
const withHashedNames = (css) => css.replace(/url\("([^":]+)"\)/g, (whole, name) => {
  if (!manifest[name]) throw new Error(`The style sheet names ${name}, which is not built.`);
  return `url("${manifest[name]}")`;
});

async function publishStyles() {
  const { css } = await compileAsync(join(source, "css", "app.scss"), {
    loadPaths: [modules],
    logger: Logger.silent, // Bootstrap 5.3 still uses what Sass has deprecated
  });
  const small = await transform(withHashedNames(css), { loader: "css", minify: true, target: ["es2022"] });
  await publish("app.css", small.code);
}

/** app.js is small; htmx stands in a chunk of its own that only pages with htmx attributes load. */
async function publishScripts() {
  const result = await bundle({
    entryPoints: { app: join(source, "js", "app.js") },
    absWorkingDir: project,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022"],
    minify: true,
    legalComments: "none",
    outdir: dist,
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    metafile: true,
  });
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    const name = relative(dist, join(project, file));
    manifest[output.entryPoint?.endsWith("js/app.js") ? "app.js" : name] = name;
  }
}

/** Puts a smaller copy beside each text; the web server sends the one that the browser understands. */
async function compress() {
  for (const file of Object.values(manifest).filter((name) => /\.(css|js|svg)$/.test(name))) {
    const content = await readFile(join(dist, file));
    const text = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
    await writeFile(join(dist, `${file}.br`), brotliCompressSync(content, { params: text }));
    await writeFile(join(dist, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** Removes what an earlier build left behind. */
async function removeStale() {
  const kept = new Set([...Object.values(manifest), "manifest.json"]);
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    const path = relative(dist, join(entry.parentPath, entry.name));
    if (entry.isFile() && !entry.name.startsWith(".") && !kept.has(path.replace(/\.(br|gz)$/, ""))) await rm(join(dist, path));
  }
}

await mkdir(dist, { recursive: true });
await publishFonts();
await publishPictures();
await publishStyles();
await publishScripts();
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await compress();
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
await removeStale();
console.log(`Built ${Object.keys(manifest).length} files in ${basename(dist)}/.`);
