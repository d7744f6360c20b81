// What VS Code's own service for JSON says of texts; run by test_editors.py in a folder where it is installed.
const { readFileSync } = require("fs");
const { fileURLToPath } = require("url");
const { getLanguageService, TextDocument } = require(`${process.cwd()}/node_modules/vscode-json-languageservice`);

const { uri, cases } = JSON.parse(readFileSync(0, "utf8"));
const service = getLanguageService({
  schemaRequestService: async (address) => readFileSync(fileURLToPath(address), "utf8"),
  workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
});
service.configure({ validate: true, allowComments: true });

async function answer({ text, offset, ask }) {
  const document = TextDocument.create(uri, "jsonc", 1, text);
  const json = service.parseJSONDocument(document);
  const position = document.positionAt(offset);
  if (ask === "complete") {
    return (await service.doComplete(document, position, json)).items.map((item) => [item.label, item.documentation]);
  }
  if (ask === "hover") {
    return (await service.doHover(document, position, json))?.contents;
  }
  const found = await service.doValidation(document, json, { comments: "ignore", trailingCommas: "error" });
  return found.map((one) => [document.getText(one.range), one.message]);
}

(async () => {
  const answers = [];
  for (const one of cases) answers.push(await answer(one));
  process.stdout.write(JSON.stringify(answers));
})();
