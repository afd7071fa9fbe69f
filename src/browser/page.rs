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

/// The title of the page.
pub fn title() -> String {
    document().map(|document| document.title()).unwrap_or_default()
}

/// Sets the language of the page (WCAG 3.1.1) and the direction in which it is written, `ltr` or `rtl`.
pub fn set_language(lang: &str, direction: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("dir", direction);
    }
}

/// The window's name: what a page is told by whoever opened it.
#[cfg(feature = "testing")]
pub fn window_name() -> String {
    web_sys::window().and_then(|window| window.name().ok()).unwrap_or_default()
}

/// Lets whoever looks at the page look into the program's memory, too.
#[cfg(feature = "testing")]
pub fn show_memory() {
    if let Some(window) = web_sys::window() {
        let _ = js_sys::Reflect::set(&window, &"programMemory".into(), &wasm_bindgen::memory());
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

/// The languages that the device's owner prefers, BCP 47, the most wanted first.
pub fn preferred_languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return vec![] };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether what has the focus fits.
pub fn is_focused(selector: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|focused| focused.matches(selector).unwrap_or_default())
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

/// Scrolls as far down as brings the end of the first element that fits onto the screen.
pub fn scroll_down_to(selector: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Opens the engine's print dialogue for what stands in `#print`.
pub fn print() {
    if let Some(window) = web_sys::window() {
        super::errand::begin();
        let _ = window.print();
    }
}

/// Puts HTML that we wrote ourselves into `#print`; an empty text takes it out again.
pub fn set_print(html: &str) {
    if let Some(place) = document().and_then(|document| document.get_element_by_id("print")) {
        place.set_inner_html(html);
    }
}

/// Which entry of a list somebody chose: its value, a number.
pub fn chosen(event: &web_sys::Event) -> Option<usize> {
    let list = event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok()?;
    list.value().parse().ok()
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
    let fields = document().and_then(|document| document.query_selector_all("input, textarea").ok());
    let Some(fields) = fields else { return };
    for field in (0..fields.length()).filter_map(|i| fields.get(i)) {
        let _ = js_sys::Reflect::set(&field, &"value".into(), &"".into());
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
