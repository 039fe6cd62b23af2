"""An answer is passed on by its author alone; part of the migration of that name.

Whoever covers reads what a second clinician answered, and neither passes it on nor keeps it back. The
policy cannot ask whose answer it is (`_sharing.py`, bind_remark).
"""

from django.db.migrations import RunSQL

from reviews.migrations._sharing import bind_remark

BY_ITS_AUTHOR = " and c.author_id = new.author_id"

POLICIES = [RunSQL(bind_remark(BY_ITS_AUTHOR).sql, bind_remark().sql)]
