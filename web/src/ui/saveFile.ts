/** A file's name from what people call a thing: without what some systems do not allow. */
export function fileName(called: string, ending: string): string {
  return `${called.replace(/[^\w.-]+/g, '-')}.${ending}`;
}

/** Offers the content as a download. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
