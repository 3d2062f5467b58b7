/** After the last file: the server stops and takes its folder with it. */
export default async function stopServer() {
  const { child, exited } = globalThis.duijieTestServer;
  child.stdin.end();
  await exited;
}
