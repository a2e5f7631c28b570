// Opens the overview, formatted, where JupyterLab would greet with its launcher alone. As a setting it would come too
// late: JupyterLab opens the document of an address before it reads settings.

const isNamed = new URLSearchParams(location.search).has("path");
const app = await new Promise(function look(found) {
  if (window.jupyterapp) found(window.jupyterapp);
  else setTimeout(look, 100, found);
});
await app.restored;
const documents = [...app.shell.widgets("main")].filter(({ context }) => context);
if (!isNamed && !documents.length)
  app.commands.execute("docmanager:open", { path: "start.md", factory: "Markdown Preview" });
