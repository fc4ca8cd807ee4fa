/** Attributes that carry out what stands in them (HTML, section 8.1.8.2, with those of SVG, animations and pointers). */

export const HANDLERS: readonly string[] = `
onabort onafterprint onafterscriptexecute onanimationcancel onanimationend onanimationiteration onanimationstart
onauxclick onbeforecopy onbeforecut onbeforeinput onbeforematch onbeforepaste onbeforeprint onbeforescriptexecute
onbeforetoggle onbeforeunload onbegin onblur onbounce oncancel oncanplay oncanplaythrough onchange onclick onclose
oncontextmenu oncopy oncuechange oncut ondblclick ondrag ondragend ondragenter ondragleave ondragover ondragstart
ondrop ondurationchange onemptied onend onended onerror onfinish onfocus onfocusin onfocusout onformdata
onfullscreenchange ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress onkeyup onload onloadeddata
onloadedmetadata onloadstart onlostpointercapture onmessage onmousedown onmouseenter onmouseleave onmousemove
onmouseout onmouseover onmouseup onmousewheel onoffline ononline onpagehide onpageshow onpaste onpause onplay
onplaying onpointercancel onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover
onpointerup onpopstate onprogress onpropertychange onratechange onreadystatechange onrepeat onreset onresize onscroll
onscrollend onsearch onsecuritypolicyviolation onseeked onseeking onselect onselectionchange onselectstart onshow
onslotchange onstalled onstart onstorage onsubmit onsuspend ontimeupdate ontoggle ontouchcancel ontouchend
ontouchmove ontouchstart ontransitioncancel ontransitionend ontransitionrun ontransitionstart onunhandledrejection
onunload onvolumechange onwaiting onwebkitanimationend onwebkittransitionend onwheel`
  .trim()
  .split(/\s+/);
