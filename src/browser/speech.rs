//! Reading aloud, by voices on the device only: others may send the text to a server.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// Marks the block that is being read, for the eye to follow.
const READING: &str = "data-reading";

fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    js_sys::Reflect::has(&window, &"speechSynthesis".into()).ok()?.then(|| window.speech_synthesis().ok())?
}

fn local_voice(synthesis: &SpeechSynthesis, lang: &str) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    // A voice of another region reads it too; engines write "en-US" and "en_US".
    let primary = lang.split('-').next().unwrap_or(lang);
    let fits = |voice: &SpeechSynthesisVoice| voice.local_service() && voice.lang().starts_with(primary);
    voices.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok()).find(fits)
}

/// Whether a text in that language can be read aloud without leaving the device.
pub fn can_listen(lang: &str) -> bool {
    synthesis().is_some_and(|synthesis| local_voice(&synthesis, lang).is_some())
}

/// What is read: text to read and what there is to choose from, not buttons to press.
const BLOCKS: &str = "h1, h2, p, li, dt, dd, cite, legend, label, figcaption";

/// Whether it is to be seen, is not a button, and is not read as a part of what is around it.
fn is_read_by_itself(block: &Element) -> bool {
    let around = block.parent_element().and_then(|parent| parent.closest(BLOCKS).ok().flatten());
    // What only a screen reader hears is a pixel high.
    let is_seen = block.get_bounding_client_rect().height() > 1.0;
    let is_button = block
        .first_element_child()
        .is_some_and(|child| child.tag_name() == "BUTTON" && child.text_content() == block.text_content());
    around.is_none() && is_seen && !is_button
}

/// Reads aloud what stands in the first element that fits, each block in its own language (`lang` where none is named), and says when it is
/// done. A block for whose language the device has no voice of its own is left out: another voice would only garble it.
pub fn listen(selector: &str, lang: &str, done: impl Fn() + 'static) {
    let Some(synthesis) = synthesis() else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.query_selector(selector).ok().flatten()) else { return };
    let Ok(blocks) = element.query_selector_all(BLOCKS) else { return };
    synthesis.cancel();
    let blocks =
        (0..blocks.length()).filter_map(|at| blocks.get(at)?.dyn_into::<Element>().ok()).filter(is_read_by_itself);
    let readable = blocks.filter_map(|block| {
        let own = block.closest("[lang]").ok().flatten().and_then(|named| named.get_attribute("lang"));
        let lang = own.unwrap_or_else(|| lang.to_owned());
        Some((local_voice(&synthesis, &lang)?, lang, block))
    });
    let readable: Vec<_> = readable.collect();
    let (last, done) = (readable.len(), Rc::new(done));
    for (n, (voice, lang, block)) in readable.into_iter().enumerate() {
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&block.text_content().unwrap_or_default()) else {
            continue;
        };
        utterance.set_voice(Some(&voice));
        utterance.set_lang(&lang);
        let done = done.clone();
        utterance.set_onstart(Some(&once(move || {
            // Not before the next begins: whoever holds the reading between two blocks still sees where it is.
            unmark();
            let _ = block.set_attribute(READING, "");
        })));
        utterance.set_onend(Some(&once(move || {
            if n + 1 == last {
                unmark();
                done();
            }
        })));
        synthesis.speak(&utterance);
    }
}

/// Holds the reading, to go on at the same word.
pub fn pause() {
    if let Some(synthesis) = synthesis() {
        synthesis.pause();
    }
}

/// Goes on.
pub fn resume() {
    if let Some(synthesis) = synthesis() {
        synthesis.resume();
    }
}

/// Stops reading aloud.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        // What is held would stay so for whoever listens next.
        synthesis.resume();
        synthesis.cancel();
    }
    unmark();
}

fn unmark() {
    let document = web_sys::window().and_then(|window| window.document());
    let reading = document.and_then(|document| document.query_selector(&format!("[{READING}]")).ok().flatten());
    if let Some(block) = reading {
        let _ = block.remove_attribute(READING);
    }
}

fn once(callback: impl FnOnce() + 'static) -> js_sys::Function {
    Closure::once_into_js(callback).unchecked_into()
}
