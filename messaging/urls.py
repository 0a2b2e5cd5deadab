"""URLs of this package."""

from django.urls import URLPattern, path

from messaging.views import (
    acts,
    add,
    cell,
    comments,
    conflict,
    copying,
    exchange,
    files,
    findings,
    frameworks,
    guide,
    journey,
    library,
    matrix,
    message,
    presence,
    rules,
    selected,
    settings,
    undo,
    variants,
    work,
)

urlpatterns: list[URLPattern] = [
    # Frameworks, their journey and libraries. Fixed words stand before <slug>.
    path("frameworks/", frameworks.framework_list, name="framework_list"),
    path("frameworks/new/", frameworks.framework_new, name="framework_new"),
    path("frameworks/import/", exchange.framework_import, name="framework_import"),
    path("frameworks/import/<slug:token>/", exchange.framework_import_check, name="framework_import_check"),
    path("frameworks/<slug:slug>/duplicate/", frameworks.framework_duplicate, name="framework_duplicate"),
    path("frameworks/<slug:slug>/export/", files.framework_export, name="framework_export"),
    path("frameworks/<slug:slug>/settings/", settings.framework_settings, name="framework_settings"),
    path("frameworks/<slug:slug>/settings/archive/", settings.framework_archive, name="framework_archive"),
    path("frameworks/<slug:slug>/settings/roles/", settings.framework_roles, name="framework_roles"),
    path(
        "frameworks/<slug:slug>/settings/roles/<slug:role>/move/",
        settings.framework_role_move,
        name="framework_role_move",
    ),
    path(
        "frameworks/<slug:slug>/settings/roles/<slug:role>/remove/",
        settings.framework_role_remove,
        name="framework_role_remove",
    ),
    path("frameworks/<slug:slug>/journey/", journey.journey_edit, name="journey_edit"),
    path("frameworks/<slug:slug>/journey/name/", journey.journey_rename, name="journey_rename"),
    path("frameworks/<slug:slug>/journey/activity/", journey.journey_activity, name="journey_activity"),
    path("frameworks/<slug:slug>/journey/new-stage/", journey.stage_new, name="stage_new"),
    path("frameworks/<slug:slug>/journey/stages/<slug:key>/", journey.stage_edit, name="stage_edit"),
    path("frameworks/<slug:slug>/journey/stages/<slug:key>/move/", journey.stage_move, name="stage_move"),
    path("frameworks/<slug:slug>/journey/stages/<slug:key>/delete/", journey.stage_delete, name="stage_delete"),
    path("frameworks/<slug:slug>/library/<slug:part>/", library.library, name="library"),
    path("frameworks/<slug:slug>/library/<slug:part>/new/", library.library_new, name="library_new"),
    path("frameworks/<slug:slug>/library/<slug:part>/items/<slug:key>/", library.library_item, name="library_item"),
    path(
        "frameworks/<slug:slug>/library/<slug:part>/items/<slug:key>/delete/",
        library.library_delete,
        name="library_delete",
    ),
    path(
        "frameworks/<slug:slug>/library/<slug:part>/items/<slug:key>/move/",
        library.library_move,
        name="library_move",
    ),
    # What the linter says, and the rules it follows.
    path("rules/", rules.rule_list, name="rule_list"),
    path("rules/<str:code>/", rules.rule, name="rule"),
    path("frameworks/<slug:slug>/findings/", findings.findings, name="findings"),
    path("frameworks/<slug:slug>/findings/waive/", findings.finding_waive, name="finding_waive"),
    path("frameworks/<slug:slug>/findings/waivers/<int:pk>/", findings.finding_unwaive, name="finding_unwaive"),
    # One framework: its matrix, cells and messages.
    path("frameworks/<slug:slug>/", matrix.matrix, name="matrix"),
    path("frameworks/<slug:slug>/cells/<slug:stage>/<slug:role>/", cell.cell, name="cell"),
    path("frameworks/<slug:slug>/cells/<slug:stage>/<slug:role>/new/", message.message_new, name="message_new"),
    path("frameworks/<slug:slug>/messages/<slug:key>/", message.message, name="message"),
    path("frameworks/<slug:slug>/messages/<slug:key>/decide/", conflict.message_resolve, name="message_resolve"),
    path("frameworks/<slug:slug>/messages/<slug:key>/move/", acts.message_move, name="message_move"),
    path("frameworks/<slug:slug>/messages/<slug:key>/delete/", acts.message_delete, name="message_delete"),
    path("frameworks/<slug:slug>/messages/<slug:key>/reorder/", acts.message_reorder, name="message_reorder"),
    path("frameworks/<slug:slug>/versions/<int:pk>/restore/", acts.message_restore, name="message_restore"),
    # Several messages at once, and taking back what one did.
    path("frameworks/<slug:slug>/selected/", selected.selected, name="selected"),
    path("frameworks/<slug:slug>/undo/", undo.undo_step, name="undo"),
    path("frameworks/<slug:slug>/redo/", undo.redo_step, name="redo"),
    # What people say to each other about messages and cells.
    path("frameworks/<slug:slug>/messages/<slug:key>/comments/", comments.comment_message, name="comment_message"),
    path("frameworks/<slug:slug>/cells/<slug:stage>/<slug:role>/comments/", comments.comment_cell, name="comment_cell"),
    path("frameworks/<slug:slug>/comments/<int:pk>/", comments.comment_edit, name="comment_edit"),
    path("frameworks/<slug:slug>/comments/<int:pk>/answer/", comments.comment_answer, name="comment_answer"),
    path("frameworks/<slug:slug>/comments/<int:pk>/delete/", comments.comment_delete, name="comment_delete"),
    path("frameworks/<slug:slug>/comments/<int:pk>/resolve/", comments.thread_resolve, name="thread_resolve"),
    path("frameworks/<slug:slug>/comments/<int:pk>/seen/", comments.thread_seen, name="thread_seen"),
    path("frameworks/<slug:slug>/here/", presence.presence, name="presence"),
    path("work/", work.my_work, name="my_work"),
    # Variants: what a framework inherits from its base.
    path("frameworks/<slug:slug>/variants/new/", variants.variant_new, name="variant_new"),
    path("frameworks/<slug:slug>/base/", variants.base, name="base"),
    path("frameworks/<slug:slug>/base/decide/", variants.base_decide, name="base_decide"),
    path("frameworks/<slug:slug>/base/detach/", variants.base_detach, name="base_detach"),
    # Files out and in.
    path("frameworks/<slug:slug>/files/", files.framework_files, name="framework_files"),
    path("frameworks/<slug:slug>/files/workbook/", files.framework_workbook, name="framework_workbook"),
    path("frameworks/<slug:slug>/files/matrix/", files.framework_matrix, name="framework_matrix"),
    path("frameworks/<slug:slug>/files/check/<slug:token>/", files.framework_files_check, name="framework_files_check"),
    # The first steps of a new framework.
    path("frameworks/<slug:slug>/guide/", guide.guide_hide, name="guide_hide"),
    # From within a message: new entries for the library, and single fields of an earlier version.
    path("frameworks/<slug:slug>/cells/<slug:stage>/<slug:role>/add/<slug:part>/", add.message_add, name="message_add"),
    path("frameworks/<slug:slug>/versions/<int:pk>/put-back/", acts.message_put_back, name="message_put_back"),
    # A message out of its cell.
    path(
        "frameworks/<slug:slug>/cells/<slug:stage>/<slug:role>/markdown/",
        copying.cell_as_markdown,
        name="cell_markdown",
    ),
    path("frameworks/<slug:slug>/messages/<slug:key>/copy/", copying.message_copy, name="message_copy"),
]
