//! Whether the page is installed. On an iPhone or iPad, what a page in a tab keeps is deleted when the site was not used for seven
//! days (WebKit, "Full Third-Party Cookie Blocking and More", 2020); what an app on the home screen keeps is not.

use js_sys::Reflect;

/// Whether this is a plain tab of iOS or iPadOS. Only there does `navigator.standalone` exist at all, in every browser, because
/// every one of them is WebKit; in the web view of a kiosk app it does not.
pub fn is_evictable_tab() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let standalone = Reflect::get(&window.navigator(), &"standalone".into()).ok().and_then(|value| value.as_bool());
    standalone == Some(false) && !has_own_window(&window)
}

fn has_own_window(window: &web_sys::Window) -> bool {
    let matches = |mode: &str| {
        let query = window.match_media(&format!("(display-mode: {mode})"));
        query.ok().flatten().is_some_and(|query| query.matches())
    };
    ["standalone", "fullscreen", "minimal-ui"].into_iter().any(matches)
}
