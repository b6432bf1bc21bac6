// Draws a KakaoTalk skill response 2.0 as a phone would show it. Needs kakao.css; no other script.
//
//   const fragment = renderSkillResponse(response);
//   log.append(fragment);
//   log.addEventListener("kakao-tap", (event) => send(event.detail.text, event.detail.extra));
//
// Everything is set as text, never as markup. A tap that says something is dispatched as a bubbling "kakao-tap" event with
// {text, label, extra}; links and phone numbers are plain anchors.

const FOLD = 500; // characters; a longer simpleText hides the rest behind 'show all'
const SAFE_LINK = /^https?:\/\//i;

/** Gives what the response shows: bubbles from top to bottom, then the quick replies. */
export function renderSkillResponse(response) {
  const fragment = document.createDocumentFragment();
  const template = response?.template ?? {};
  if (response?.useCallback && response.data?.text) fragment.append(simpleText({ text: response.data.text }));
  for (const output of list(template.outputs)) fragment.append(...bubbles(output));
  const replies = list(template.quickReplies).map((reply) => tapButton(reply, "kakao-reply"));
  if (replies.length) fragment.append(group("kakao-replies", "바로가기", replies));
  return fragment;
}

const DRAW = { simpleText, simpleImage, textCard, basicCard: textCard, listCard, itemCard, carousel };

function bubbles(output) {
  return Object.entries(output ?? {}).filter(([kind]) => DRAW[kind]).map(([kind, body]) => DRAW[kind](body ?? {}));
}

function simpleText(body) {
  const text = String(body.text ?? "");
  const bubble = element("div", "kakao-bubble kakao-text", [element("p", "kakao-words", [text])]);
  if (text.length <= FOLD) return bubble;
  bubble.classList.add("kakao-folded");
  const more = element("button", "kakao-more", ["전체보기"]);
  more.type = "button";
  more.setAttribute("aria-expanded", "false");
  more.addEventListener("click", () => {
    bubble.classList.remove("kakao-folded");
    more.remove();
  });
  bubble.append(more);
  return bubble;
}

function simpleImage(body) {
  return element("div", "kakao-bubble kakao-image", picture(body));
}

function textCard(body) {
  const words = [heading(body.title), paragraph(body.description)];
  return card("kakao-text-card", [...picture(body.thumbnail), ...words], body);
}

function itemCard(body) {
  const rows = list(body.itemList).flatMap((item) => [
    element("dt", "", [String(item.title ?? "")]),
    element("dd", "", [String(item.description ?? "")]),
  ]);
  const head = body.head?.title ? [element("p", "kakao-head", [body.head.title])] : [];
  const items = [...head, ...picture(body.thumbnail), heading(body.title), paragraph(body.description), element("dl", "kakao-items", rows)];
  return card("kakao-item-card", items, body);
}

function listCard(body) {
  const items = list(body.items).map((item) => element("li", "", [listItem(item)]));
  const parts = [element("p", "kakao-header", [String(body.header?.title ?? "")]), element("ul", "kakao-list", items)];
  return card("kakao-list-card", parts, body);
}

function listItem(item) {
  const words = [element("span", "kakao-item-title", [String(item.title ?? "")])];
  if (item.description) words.push(element("span", "kakao-item-note", [item.description]));
  return item.action === "message" ? tapButton({ ...item, label: item.title }, "kakao-row", words) : element("div", "kakao-row", words);
}

function carousel(body) {
  const draw = DRAW[body.type];
  const cards = draw ? list(body.items).map((item) => element("li", "", [draw(item)])) : [];
  const strip = element("ul", "kakao-carousel", cards);
  strip.tabIndex = 0; // so that the keyboard can scroll it
  strip.setAttribute("aria-label", `카드 ${cards.length}장, 옆으로 넘겨 보세요`);
  return strip;
}

function card(kind, parts, body) {
  const buttons = list(body.buttons).map(cardButton);
  const layout = body.buttonLayout === "horizontal" ? "kakao-buttons kakao-beside" : "kakao-buttons";
  return element("article", `kakao-bubble kakao-card ${kind}`, [
    element("div", "kakao-body", parts.filter(Boolean)),
    ...(buttons.length ? [group(layout, "버튼", buttons)] : []),
  ]);
}

function cardButton(button) {
  if (button.action === "webLink" && SAFE_LINK.test(button.webLinkUrl ?? "")) return link(button.webLinkUrl, button.label, true);
  if (button.action === "phone") return link(`tel:${String(button.phoneNumber ?? "").replace(/[^+\d]/g, "")}`, button.label, false);
  return tapButton(button, "kakao-button");
}

function link(address, label, away) {
  const anchor = element("a", "kakao-button", [String(label ?? "")]);
  anchor.href = address;
  if (away) Object.assign(anchor, { target: "_blank", rel: "noopener noreferrer" });
  return anchor;
}

function tapButton(from, kind, content) {
  const label = String(from.label ?? "");
  const button = element("button", kind, content ?? [label]);
  button.type = "button";
  const detail = { label, text: String(from.messageText ?? label), extra: from.extra ?? {} };
  button.addEventListener("click", () => button.dispatchEvent(new CustomEvent("kakao-tap", { bubbles: true, detail })));
  return button;
}

function picture(body) {
  if (!SAFE_LINK.test(body?.imageUrl ?? "")) return [];
  const image = element("img", "kakao-picture", []);
  Object.assign(image, { src: body.imageUrl, alt: body.altText ?? "", loading: "lazy" });
  return [image];
}

function heading(text) {
  return text ? element("p", "kakao-title", [text]) : null;
}

function paragraph(text) {
  return text ? element("p", "kakao-words", [text]) : null;
}

function group(kind, name, content) {
  const together = element("div", kind, content);
  together.setAttribute("role", "group");
  together.setAttribute("aria-label", name);
  return together;
}

function element(name, kind, content) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...content);
  return made;
}

function list(value) {
  return Array.isArray(value) ? value.filter((entry) => entry && typeof entry === "object") : [];
}
