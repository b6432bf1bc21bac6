// A file to send: made small where it is a photo, uploaded at once, and held until the message goes out with it.
import { chat, say } from "./words.js";

const LONGEST_SIDE = 2048; // pixels: a map on a wall can be read, and it crosses a slow line
const QUALITY = 0.85;
const GIVE_UP_MS = 120000;
const PHOTO = /^image\/(jpeg|png|webp)$/;

// Give {file, kind, name} as the server keeps it, or {problem: sentence}.
export async function upload(picked, most) {
  const { content, name } = await made(picked);
  if (content.size > most) return { problem: say.tooLarge };
  const answer = await post(content, name);
  if (answer === null) return { problem: say.notAttached };
  const told = await answer.json().catch(() => ({}));
  return answer.ok ? told : { problem: told.problem ?? say.notAttached };
}

async function post(content, name) {
  try {
    return await fetch(`/c/${chat}/files`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(name) },
      body: content,
      signal: AbortSignal.timeout?.(GIVE_UP_MS),
    });
  } catch {
    return null;
  }
}

// A photo drawn anew is smaller, upright, and without the place where it was taken.
async function made(picked) {
  const asItIs = { content: picked, name: picked.name };
  if (!PHOTO.test(picked.type)) return asItIs;
  try {
    const picture = await createImageBitmap(picked);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff"; // under what is transparent
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const content = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return content ? { content, name: picked.name.replace(/\.[^.]*$/, "") + ".jpg" } : asItIs;
  } catch {
    return asItIs; // not a picture after all: the server says so
  }
}
