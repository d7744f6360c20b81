.class public interface abstract Lcom/alipay/instantrun/ChangeQuickRedirect;
.super Ljava/lang/Object;

.method public abstract accessDispatch(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;
.end method
