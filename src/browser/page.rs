//! The page around the views: its title, where the focus is, how it looks, what is printed, what an address says.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// Sets the title of the page. Never a person's name (WCAG 2.4.2, and privacy).
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the language of the page (WCAG 3.1.1).
pub fn set_lang(lang: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", lang);
    }
}

/// Sets or removes a `data-` attribute of the page: theme, contrast, text size.
pub fn set_data(name: &str, value: Option<&str>) {
    let Some(root) = root() else { return };
    let name = format!("data-{name}");
    let _ = match value {
        Some(value) => root.set_attribute(&name, value),
        None => root.remove_attribute(&name),
    };
}

/// Moves the focus to the first element that fits, and the page to its top.
pub fn focus(selector: &str) {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element: Element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls to the top of the page.
pub fn to_top() {
    scroll_to(0.0);
}

/// How far down the page is scrolled, in CSS pixels.
pub fn scrolled() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls to that far down the page.
pub fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Opens the engine's print dialogue for what stands in `#print`.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Puts HTML that we wrote ourselves into `#print`; an empty text takes it out again.
pub fn set_print(html: &str) {
    if let Some(place) = document().and_then(|document| document.get_element_by_id("print")) {
        place.set_inner_html(html);
    }
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Nothing of a person stays behind in the page: forms are emptied, the print area cleared, the session's storage dropped. The
/// history never holds anything.
pub fn wipe() {
    set_print("");
    let Some(window) = web_sys::window() else { return };
    if let Ok(Some(session)) = window.session_storage() {
        let _ = session.clear();
    }
    if let Ok(Some(selection)) = window.get_selection() {
        let _ = selection.remove_all_ranges();
    }
    let Some(fields) = document().and_then(|document| document.query_selector_all("input").ok()) else { return };
    for i in 0..fields.length() {
        if let Some(field) = fields.get(i).and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            field.set_value("");
        }
    }
}

/// The digest in the name of the page's start script, which itself names the program's files by their digests: 16 hexadecimal
/// digits, or `dev` where the page was put together otherwise.
pub fn build() -> String {
    let script = document().and_then(|document| document.query_selector("script[type=module]").ok().flatten());
    let path = script.and_then(|script| script.get_attribute("src")).unwrap_or_default();
    let digest = path.rsplit_once("start-").and_then(|(_, rest)| rest.strip_suffix(".js"));
    digest.unwrap_or("dev").to_owned()
}

/// A `data-` attribute of the page.
pub fn data(name: &str) -> Option<String> {
    root()?.get_attribute(&format!("data-{name}"))
}

/// What stands in the field that an event is about.
pub fn typed(event: &web_sys::Event) -> String {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
