/** The tasks over HTTP. Nothing here touches the page: what changes comes back through the live list. */

export const settings = () => request("GET", "/api/settings");

export const add = (title) => request("POST", "/api/tasks", { title });

export const change = (task, changes) => request("PATCH", `/api/tasks/${task.id}`, changes);

export const remove = (task) => request("DELETE", `/api/tasks/${task.id}`);

async function request(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: body && { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server answered ${response.status}`);
  }
  return response.status === 204 ? null : response.json();
}
