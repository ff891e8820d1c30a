import { escapeHtml } from './web-server.js';

function document(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>body{font-family:sans-serif;max-width:36em;margin:4em auto;color:#333}label{display:block;margin:.8em 0}.error{color:#b00}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

export function indexPage(title: string): string {
  return document(title, '<p>For authorised users only.</p>\n<p><a href="/login">Sign in</a></p>');
}

export function loginPage(title: string, problem: string | null): string {
  const notice = problem === null ? '' : `<p class="error">${escapeHtml(problem)}</p>\n`;
  return document(title, `${notice}<form method="post" action="/login">
<label>Username <input name="username" autocomplete="username" autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button type="submit">Sign in</button>
</form>`);
}

export function dashboardPage(title: string, hostname: string): string {
  return document(title, `<p>Signed in. Node <code>${escapeHtml(hostname)}</code> is up.</p>\n<p>No open tasks.</p>`);
}
