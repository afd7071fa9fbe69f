//! The pad: strokes are the truth, the canvas only shows them. It is drawn anew from the strokes whenever its size changes.

use crate::browser::{canvas, palm, pointer, resize};
use crate::shell::use_shell;
use crate::text::fill;
use inkseal_domain::ink::{Capture, Ink, Polygon, outline, tail};
use leptos::html::Canvas;
use leptos::prelude::*;

/// A pad with Undo and Clear. `changed` is told the ink after every stroke, undo and clear. `lang`: the label's, where it is not
/// the screen's. `with_touches`: when and how hard each point was made is kept too. `typed`: a name that stands on the line in place of ink.
#[component]
pub fn InkCanvas(
    label: String,
    #[prop(optional)] lang: Option<String>,
    before: Option<Ink>,
    #[prop(optional)] with_touches: bool,
    #[prop(optional, into)] typed: Signal<Option<String>>,
    #[prop(into)] changed: Callback<Option<Ink>>,
) -> impl IntoView {
    let text = &use_shell().text().sign;
    let pad = StoredValue::new_local(match &before {
        Some(ink) => Capture::with(ink),
        None if with_touches => Capture::with_touches(),
        None => Capture::default(),
    });
    let strokes = RwSignal::new(pad.with_value(|pad| pad.strokes().len()));
    let node = NodeRef::<Canvas>::new();
    let draw = move |polygons: &[Polygon]| {
        if let Some(node) = node.get_untracked() {
            canvas::draw(&node, polygons);
        }
    };
    // A finished stroke never changes, so its picture is made once: only Undo and Clear take strokes away, from the end.
    let finished = StoredValue::new_local(Vec::<Option<canvas::Picture>>::new());
    let draw_all = move || {
        let Some(node) = node.get_untracked() else { return };
        pad.with_value(|pad| {
            finished.update_value(|finished| {
                finished.truncate(pad.strokes().len());
                finished
                    .extend(pad.strokes()[finished.len()..].iter().map(|stroke| canvas::Picture::of(&outline(stroke))));
            });
            if canvas::fit(&node) {
                finished.with_value(|finished| finished.iter().flatten().for_each(|picture| picture.draw(&node)));
                pad.live().into_iter().for_each(|live| canvas::draw(&node, &outline(live)));
            }
        });
    };
    let told = move || {
        strokes.set(pad.with_value(|pad| pad.strokes().len()));
        changed.run(pad.with_value(Capture::ink));
        draw_all();
    };
    let watch = StoredValue::new_local(None::<resize::Watch>);
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            watch.set_value(resize::Watch::new(&node, draw_all));
        }
    });
    let is_palm = move |by, at_ms| pad.try_with_value(|pad| pad.is_hand_that_draws(by, at_ms)).unwrap_or_default();
    let _guard = StoredValue::new_local(palm::Guard::new(is_palm));
    let down = move |event: leptos::ev::PointerEvent| {
        let Some(first) = pointer::samples(&event).pop() else { return };
        let takes_over = pad.with_value(|pad| pad.live().is_some());
        let begun = pad.try_update_value(|pad| pad.down(pointer::pointer(&event), first)).unwrap_or_default();
        if !begun {
            return;
        }
        pointer::capture(&event);
        // A stroke that somebody else was making is over, or was none: everything is drawn anew. Else there is one dot more.
        match pad.with_value(|pad| pad.live().map(outline)) {
            Some(dot) if !takes_over => draw(&dot),
            _ => draw_all(),
        }
    };
    let moved = move |event: leptos::ev::PointerEvent| {
        let piece = pad.try_update_value(|pad| {
            let added = pad.moved(pointer::pointer(&event), &pointer::samples(&event));
            (added > 0).then(|| pad.live().map(|stroke| tail(stroke, added))).flatten()
        });
        if let Some(Some(polygons)) = piece {
            draw(&polygons);
        }
    };
    let up = move |event: leptos::ev::PointerEvent| {
        if pad.try_update_value(|pad| pad.up(pointer::pointer(&event))).unwrap_or_default() {
            told();
        }
    };
    let name = move || match strokes.get() {
        0 => text.pad_empty.to_owned(),
        1 => text.pad_one.to_owned(),
        n => fill(text.pad_many, &[("n", &n.to_string())]),
    };
    // What can be pressed stands above the pad: below and beside it lies the hand that draws, whichever it is.
    view! {
        <div class="pad-tools">
            <button class="button" type="button" on:click=move |_| { pad.update_value(Capture::undo); told(); }>{text.undo}</button>
            <button class="button" type="button" on:click=move |_| { pad.update_value(Capture::clear); told(); }>{text.clear}</button>
        </div>
        <p class="pad-label"><span lang=lang dir="auto">{label}</span><span>{text.pad_help}</span></p>
        <div class="pad">
            <canvas node_ref=node role="img" aria-label=name
                on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up on:lostpointercapture=up
                on:touchstart=|event| pointer::hold_off(&event) on:touchmove=|event| pointer::hold_off(&event)
                on:touchend=|event| pointer::hold_off(&event) on:contextmenu=|event| event.prevent_default()></canvas>
            {move || typed.get().map(|name| view! { <p class="pad-typed"><bdi class="form-typed">{name}</bdi></p> })}
        </div>
        <p class="visually-hidden" role="status">{name}</p>
    }
}
