"""Resource ids that stay as they were in a released app: public.xml, ids.xml and public.txt of its resource table."""
